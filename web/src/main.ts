import "./style/base.css";
import { run } from "./app";
import { read } from "./fragment";
import { learn, preferred, setLang } from "./i18n";

const state = read(location.hash);
const language = state.lang ?? preferred(navigator.languages);
// Without its words the page speaks Chinese.
void learn(language)
  .catch(() => {})
  .then(() => {
    setLang(language);
    return run(state);
  });

// The hosted page keeps working without a network; a page from disk needs no help.
if (import.meta.env.PROD && "serviceWorker" in navigator && location.protocol.startsWith("http")) {
  void navigator.serviceWorker.register("sw.js");
}
