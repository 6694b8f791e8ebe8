export { show } from "./show.js";
export { summaryTable, type TableOptions, type TableRow } from "./table.js";
