/** One choice for every hyperparameter there is. TO BE DERIVED from the table; the names and types here are the contract. */
export interface Hyperparameters {
  readonly learningRate: number;
  readonly schedule:
    | "constant"
    | "step"
    | "exponential"
    | "inverseTime"
    | "polynomial"
    | "cosine"
    | "oneCycle"
    | "reduceOnPlateau";
  /** Fraction of all steps over which the learning rate rises linearly from 0, [0, 1). */
  readonly warmup: number;
  /** What step, exponential, inverse-time decay and plateau multiply or divide by. */
  readonly decayRate: number;
  /** Epochs between decays (also the plateau's patience). */
  readonly decayEpochs: number;
  readonly batchSize: number;
  readonly batchSelection: "sequential" | "shuffled" | "stratified" | "balanced" | "withReplacement";
  readonly epochs: number;
  readonly earlyStopping: "off" | "valLoss" | "valAccuracy";
  readonly patience: number;
  readonly minDelta: number;
  readonly restoreBestWeights: boolean;
  readonly optimizer:
    | "sgd"
    | "momentum"
    | "nesterov"
    | "adagrad"
    | "rmsprop"
    | "adadelta"
    | "adam"
    | "adamw"
    | "adamax"
    | "nadam"
    | "lion";
  readonly momentum: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Largest norm of the whole gradient; 0 is no limit. */
  readonly clipNorm: number;
  readonly loss:
    | "auto"
    | "categoricalCrossentropy"
    | "binaryCrossentropy"
    | "meanSquaredError"
    | "meanAbsoluteError"
    | "huber";
  readonly huberDelta: number;
  readonly labelSmoothing: number;
  readonly classWeights: "none" | "balanced";
  readonly architecture: "dense" | "convolutional" | "simpleRnn" | "gru" | "lstm";
  readonly layers: number;
  readonly units: number;
  readonly kernelSize: number;
  readonly residual: boolean;
  readonly activation:
    "linear" | "sigmoid" | "tanh" | "relu" | "leakyRelu" | "elu" | "selu" | "gelu" | "swish";
  readonly initializer:
    | "zeros"
    | "constant"
    | "randomNormal"
    | "randomUniform"
    | "glorotUniform"
    | "glorotNormal"
    | "heUniform"
    | "heNormal"
    | "lecunUniform"
    | "lecunNormal"
    | "orthogonal";
  /** The constant, the normal's standard deviation, the uniform's limit, orthogonal's gain. */
  readonly initializerScale: number;
  readonly dropout: number;
  readonly l1: number;
  readonly l2: number;
  readonly weightDecay: number;
  readonly batchNorm: boolean;
  /** Standard deviation of normal noise added to the inputs while training. */
  readonly inputNoise: number;
  readonly augmentation: "none" | "shift" | "crop" | "rotate" | "scale" | "flip";
  /** How strong: pixels over size for shift and crop, turns for rotate, fraction for scale, probability for flip. */
  readonly augmentationStrength: number;
}
