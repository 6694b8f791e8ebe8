/** A file that cannot be read as a journal, or not be locked. */
export class JournalError extends Error {
  override readonly name = "JournalError";
}
