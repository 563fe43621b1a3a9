// The list of projects of a large plan: the cards that fit the form's choices, some at a time. The index comes as a
// script of its own (projects.<language>.js) and holds, for each card: its item as HTML, made by the site's own
// templates, its title to sort by, and the values of the fields named in `fields`.
(function () {
  "use strict";
  var index = window.planProjects, form = document.querySelector("form.filter");
  if (!index || !form) return;
  var list = document.querySelector("#project-list"), more = document.querySelector("#more");
  var count = document.querySelector(".count"), language = document.documentElement.lang;
  // Without a choice a beginning is enough: below it are the pillars and measures.
  var BEGINNING = 10, PORTION = 50;
  var number = new Intl.NumberFormat(language, { numberingSystem: "latn" }), titles = new Intl.Collator(language);
  var orders = { number: index.cards }, fitting = [], shown = 0, choices = null;

  function order(sort) {
    if (!orders[sort]) {
      var place = 2 + index.fields.indexOf(sort);
      orders[sort] = index.cards.slice().sort(function (one, other) {
        return sort === "title" ? titles.compare(one[1], other[1]) : one[place] < other[place] ? -1 : +(one[place] > other[place]);
      });
    }
    return orders[sort];
  }

  function fits(card, state) {
    return index.fields.every(function (name, place) {
      var wanted = state.get(name);
      return !wanted || (" " + card[2 + place] + " ").indexOf(" " + wanted + " ") >= 0;
    });
  }

  function add(many) {
    var items = fitting.slice(shown, shown + many);
    list.insertAdjacentHTML("beforeend", items.map(function (card) {
      return '<li class="card-item">' + card[0] + "</li>";
    }).join(""));
    shown += items.length;
    more.hidden = shown === fitting.length;
    count.textContent = count.dataset.pattern.replace("{fitting}", number.format(fitting.length))
      .replace("{shown}", number.format(shown)).replace("{all}", number.format(index.cards.length));
  }

  function apply(state) {
    if (choices !== null && choices !== state.toString()) given = 0;
    choices = state.toString();
    fitting = order(state.get("sort") || "number").filter(function (card) {
      return fits(card, state);
    });
    list.textContent = "";
    shown = 0;
    add(Math.max(given, choices ? PORTION : BEGINNING));
  }

  // How many are shown is in the address too, so that the way back from a card leads to where it was.
  var given = Number(new URLSearchParams(location.search).get("shown")) || 0;
  more.addEventListener("click", function () {
    var first = shown;
    add(PORTION);
    given = shown;
    window.planAddress("?" + (choices ? choices + "&" : "") + "shown=" + shown);
    list.children[first].querySelector("a").focus();
  });
  window.planFilter(form, apply);
})();
