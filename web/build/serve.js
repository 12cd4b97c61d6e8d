// `npm run serve`: the built page on 127.0.0.1, PORT or 8080.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "./server.js";

const dist = join(fileURLToPath(import.meta.url), "../../dist");
const { address } = await serve(dist, Number(process.env.PORT ?? 8080));
console.log(`${address}  (Ctrl-C ends it)`);
