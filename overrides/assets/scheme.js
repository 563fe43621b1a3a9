// Before the page is drawn: the colors that the reader chose here before, if any, and the room for readings where they
// are on; and that scripts run.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  try {
    var kept = localStorage.getItem("scheme");
    if (kept === "dark" || kept === "light") document.documentElement.dataset.scheme = kept;
    if (document.documentElement.dataset.readings && localStorage.getItem("readings") === "on") {
      document.documentElement.classList.add("readings");
    }
  } catch (error) {
    // Storage may be closed; the system's choice stands.
  }
})();
