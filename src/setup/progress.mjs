/** @param {number} bytes @returns {string} whole megabytes, one decimal below ten */
export const megabytes = (bytes) =>
  bytes < 10e6 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6).toString();

/** How often a long step reports that it is still running, in a log that is not a terminal. */
const quietMilliseconds = 15_000;

/**
 * Writes one line per step: rewritten in place while it works where the output is a terminal.
 *
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} stream
 */
export function stepPrinter(stream) {
  let lastWritten = 0;
  const clear = () => stream.isTTY && stream.write("\r\x1b[2K");
  return {
    /** @param {string} label @param {string} text */
    working(label, text) {
      const line = `  … ${label}${text ? `: ${text}` : ""}`;
      if (stream.isTTY) {
        clear();
        stream.write(line.slice(0, (stream.columns || 80) - 1));
      } else if (Date.now() - lastWritten > quietMilliseconds) {
        lastWritten = Date.now();
        stream.write(`${line}\n`);
      }
    },
    /** @param {string} label @param {string} text */
    done(label, text) {
      clear();
      stream.write(`  ✓ ${label}${text ? `: ${text}` : ""}\n`);
      lastWritten = Date.now();
    },
    /** @param {string} label */
    failed(label) {
      clear();
      stream.write(`  ✗ ${label}\n`);
    },
  };
}
