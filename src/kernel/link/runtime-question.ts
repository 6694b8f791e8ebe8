/** An expression whose value may tell more than its type, and the names in it that the cells have declared. */
export interface RuntimeQuestion {
  readonly expression: string;
  readonly names: readonly string[];
}

/** A member that a value has as it is now. */
export interface RuntimeMember {
  readonly name: string;
  readonly type: "method" | "property";
}
