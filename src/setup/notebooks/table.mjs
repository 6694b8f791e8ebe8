/** What a chapter, and the whole course, may take on two cores. */
export const limits = { chapterSeconds: 60, courseSeconds: 720 };

const columns = [28, 9, 8, 11, 14, 14];

/** @param {readonly (string | number)[]} cells */
const row = (cells) =>
  cells
    .map((cell, i) =>
      i === 0 ? String(cell).padEnd(columns[0] ?? 0) : String(cell).padStart(columns[i] ?? 0),
    )
    .join("");

export const tableHead = row(["chapter", "seconds", "charts", "supported", "not settled", "contradicted"]);

/** @param {import("./execute.mjs").Execution} execution @returns {string} its line, and one for each problem */
export function tableRow({ name, seconds, findings: { checks, charts, problems } }) {
  const slow = seconds > limits.chapterSeconds ? [`longer than ${limits.chapterSeconds} s`] : [];
  const cells = [
    name,
    seconds.toFixed(1),
    charts,
    checks.supported,
    checks["not settled"],
    checks.contradicted,
  ];
  return [row(cells), ...[...problems, ...slow].map((problem) => `    ✗ ${problem}`)].join("\n");
}

/** @param {readonly import("./execute.mjs").Execution[]} executions */
export function tableFoot(executions) {
  const total = executions.reduce((sum, { seconds }) => sum + seconds, 0);
  return `${row(["total", total.toFixed(1)])}  (at most ${limits.chapterSeconds} s a chapter, ${limits.courseSeconds / 60} min the course)`;
}
