// npm run reference: writes lib/README.md anew.
import { writeFileSync } from "node:fs";
import { makeReference } from "./reference.js";

writeFileSync(new URL("../../lib/README.md", import.meta.url), makeReference());
