// `node dist/test/package/write-names.js` writes today's public names down: to be committed with the change that made them.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { publicNames, root } from "./public-names.js";

const file = join(root, "test", "package", "public-names.json");
writeFileSync(file, `${JSON.stringify(publicNames(), null, 2)}\n`);
