// Before the page is drawn: the colors that the reader chose here before, if any; and that scripts run.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  try {
    var kept = localStorage.getItem("scheme");
    if (kept === "dark" || kept === "light") document.documentElement.dataset.scheme = kept;
  } catch (error) {
    // Storage may be closed; the system's choice stands.
  }
})();
