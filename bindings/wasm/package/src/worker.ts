/** The script of a worker of the pool: in a browser, and as a thread of Node. */
import { port } from "#platform";
import { serve } from "./serve.js";

serve(port());
