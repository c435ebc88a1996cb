// Everything works without this; with it, the discussion answers without the page being loaded again.
import { openedBy } from "../../http/js/reader.js";
import { rememberView } from "./view.js";
import { startDiscussion } from "./discussion.js";

const discussion = document.getElementById("discussion");
if (discussion && !rememberView(discussion)) startDiscussion(discussion, openedBy);
