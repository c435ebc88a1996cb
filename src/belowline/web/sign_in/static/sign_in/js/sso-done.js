// Tells the pop-up that waits (sso-popup.js) that somebody is logged in now.

new BroadcastChannel("login").postMessage("done");
window.close();
