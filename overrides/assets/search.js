// Search for a plan: substrings of folded text, so that Japanese compounds are found as they are typed.
// The index comes as a script of its own (search.<language>.js) and holds, for each page: address, title, keys, text,
// rank, and its sections: place in the text, id, heading; beside them groups of synonyms, and keys that are no words of the plan.
(function () {
  "use strict";
  var index = window.planIndex;
  if (!index) return;

  // One spelling for all: width, case, kana, accents, and marks between words do not count; ー and small kana do not
  // either, nor Arabic vowel signs, the line that stretches its letters, and the forms of alef, yeh and heh.
  // What becomes of a letter is found once and kept: of a plan with thousands of cards there are millions to fold.
  var MARK = -1, NOTHING = -2, MARKS = /[\s・･.,、。「」『』“”"'?？!！()（）\-‐–—/／:：;ー~〜%·¿¡«»‘’《》〈〉【】…،؛؟।॥၊။]/, letters = new Int32Array(65536);
  // Letters that stand for others, each before the one that it is found as; those with a stroke only where the texts
  // have any: elsewhere đặt would be found as the beginning of data.
  var STROKES = "đdłløoıiħh", stroked = index.pages.some(function (page) {
    return /[đłøıħ]/i.test(page[1] + page[3]);
  });
  var AS = (stroked ? STROKES : "") + "ٱاىيةهیيکكہه٠0١1٢2٣3٤4٥5٦6٧7٨8٩9۰0۱1۲2۳3۴4۵5۶6۷7۸8۹9०0१1२2३3४4५5६6७7८8९9๐0๑1๒2๓3๔4๕5๖6๗7๘8๙9၀0၁1၂2၃3၄4၅5၆6၇7၈8၉9ँं";
  // What says nothing by itself: accents, vowel signs and stretched lines of Arabic, the dot below of Devanagari, marks
  // that nobody sees, ※ at a term. The forms of an ideograph are no letters of their own.
  var SILENT = /[\u00ad\u203b\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g;
  var FORMS = /[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/g;

  function letterOf(code) {
    var letter = String.fromCharCode(code).replace(/[\u30a1-\u30f6]/, function (kana) {
      return String.fromCharCode(kana.charCodeAt(0) - 0x60);
    }).normalize("NFD").replace(SILENT, "").normalize("NFC")
      .replace(/[ぁぃぅぇぉっゃゅょゎ]/, function (kana) {
        return String.fromCharCode(kana.charCodeAt(0) + 1);
      });
    var stands = AS.indexOf(letter);
    if (letter && stands >= 0 && stands % 2 === 0) letter = AS[stands + 1];
    if (MARKS.test(letter)) return MARK;
    return letter.length > 1 ? code : letter ? letter.charCodeAt(0) : NOTHING;
  }

  // Japanese is compared without blanks, as are Thai, Burmese and all others that part no words or join what is parted;
  // words of Latin and Cyrillic letters as words, each after a blank.
  function field(words) {
    var narrow = words.normalize("NFKC").replace(FORMS, "").toLowerCase(), size = narrow.length;
    var folded = new Uint16Array(size), spaced = new Uint16Array(size + 2), length = 0, end = 1, gap = false;
    spaced[0] = 32;
    for (var place = 0; place < size; place += 1) {
      var code = narrow.charCodeAt(place), letter = letters[code];
      if (!letter) letter = letters[code] = letterOf(code);
      if (letter === MARK) gap = end > 1;
      else if (letter !== NOTHING) {
        if (gap) spaced[end++] = 32;
        gap = false;
        folded[length++] = spaced[end++] = letter;
      }
    }
    spaced[end++] = 32;
    return { folded: written(folded, length), spaced: written(spaced, end) };
  }

  function written(codes, length) {
    var text = "";
    for (var start = 0; start < length; start += 8192) {
      text += String.fromCharCode.apply(null, codes.subarray(start, Math.min(length, start + 8192)));
    }
    return text;
  }

  function fold(words) {
    return field(words).folded;
  }

  function spaced(words) {
    return field(words).spaced;
  }

  var COMMON = " a an and are at by can do does for from how i in is it me my of on or the to what when where which who with ";

  // The places of folded hits in the text as it is read: folding drops marks, so each letter remembers its place.
  var known = {};

  function places(text, hit) {
    var folded = "", at = [], index = 0;
    Array.from(text).forEach(function (letter) {
      var part = known[letter];
      if (part === undefined) part = known[letter] = fold(letter);
      for (var k = 0; k < part.length; k += 1) at.push(index);
      folded += part;
      index += letter.length;
    });
    var start = folded.indexOf(hit);
    return start < 0 ? null : [at[start], at[start + hit.length - 1] + 1];
  }

  function isLatin(word) {
    return /^[\u0000-\u024f\u0400-\u052f\u1e00-\u1eff]+$/.test(word);
  }

  // The words of a query: each folded, and said as it was typed.
  function tokensOf(query) {
    var found = [];
    query.split(/[\s、,，?？،؟¿၊]+/).forEach(function (typed) {
      var folded = fold(typed);
      if (folded) parts(folded).forEach(function (part) {
        var place = part === folded ? null : places(typed, part);
        found.push({ folded: part, said: part === folded ? typed : place ? typed.slice(place[0], place[1]) : part });
      });
    });
    return found;
  }

  // The words that a search is for: without those that say nothing, unless there are no others.
  function telling(tokens) {
    var found = tokens.filter(function (word) {
      return COMMON.indexOf(" " + word.folded + " ") < 0;
    });
    return found.length ? found : tokens;
  }

  // A phrase that no page has as it stands is taken apart at particles and where katakana begins or ends.
  function parts(token) {
    if (isLatin(token) || token.length < 5 || all.folded.text.indexOf(token) >= 0 || groups.some(function (group) {
      return group.some(function (word) {
        return word.folded === token || distance(word.folded, token) === 1;
      });
    })) return [token];
    var found = token.split(/[のをにでとはがへも]+(?=[^ぁ-ん])|(?<=[一-龠々])(?=[a-z0-9])|(?<=[a-z0-9])(?=[一-龠])/).filter(function (part) {
      return part.length > 1;
    });
    return found.length > 1 ? found : [token];
  }

  // Runs of words that stand in a group of synonyms as one: "convenience store".
  function phrases(query) {
    var words = query.normalize("NFKC").split(/[\s、,?？]+/).filter(Boolean), found = [];
    for (var start = 0; start < words.length; start += 1) {
      for (var end = start + 2; end <= words.length; end += 1) {
        var phrase = fold(words.slice(start, end).join(""));
        if (groups.some(function (group) {
          return group.some(function (word) {
            return word.folded === phrase;
          });
        })) found.push(phrase);
      }
    }
    return found;
  }

  // Where a word stands: anywhere in Japanese, at the beginning of a word in other scripts.
  function has(place, word) {
    return word.latin ? place.spaced.indexOf(" " + word.spaced) >= 0 : place.folded.indexOf(word.folded) >= 0;
  }

  function wordOf(words) {
    var latin = isLatin(words);
    return { folded: fold(words), spaced: spaced(words).trim(), latin: latin, said: words };
  }

  var groups = index.synonyms.map(function (words) {
    return words.map(wordOf);
  });
  // The pages are folded a little at a time, so that a reader who types meanwhile is not kept waiting.
  var pages = [], SLICE = 12, SHOWN = 30; // milliseconds; results

  // Whether a key is the plan's word, such as a title in another language, and not the site's.
  function isOwn(key) {
    return index.labels.indexOf(key) < 0;
  }

  function foldUntil(end) {
    while (pages.length < index.pages.length && performance.now() < end) {
      var page = index.pages[pages.length];
      pages.push({ url: page[0], title: page[1], text: page[3], rank: page[4], sections: page[5],
        titleField: field(page[1]), keyFields: page[2].map(field), textField: field(page[3]),
        ownKeys: page[2].filter(isOwn).map(field) });
    }
    if (!all && pages.length === index.pages.length) gather();
    return Boolean(all);
  }

  // All pages as one text, each a line of it, and where each begins: one look finds the few pages that hold a word.
  var all = null, usual = 0;

  function gather() {
    var length = pages.reduce(function (sum, page) {
      return sum + page.textField.folded.length;
    }, 0);
    usual = length / Math.max(1, pages.length);
    all = { folded: lines("folded"), spaced: lines("spaced") };
  }

  function lines(kind) {
    var starts = [], place = 0, texts = pages.map(function (page) {
      var text = [page.titleField].concat(page.keyFields, page.textField).map(function (part) {
        return part[kind];
      }).join("\n");
      starts.push(place);
      place += text.length + 1;
      return text;
    });
    return { text: texts.join("\n"), starts: starts };
  }

  function pagesWith(word) {
    var place = word.latin ? all.spaced : all.folded, part = word.latin ? " " + word.spaced : word.folded;
    var found = [], page = 0, at = place.text.indexOf(part);
    while (at >= 0) {
      while (page + 1 < pages.length && place.starts[page + 1] <= at) page += 1;
      found.push(page);
      page += 1;
      at = page < pages.length ? place.text.indexOf(part, place.starts[page]) : -1;
    }
    return found;
  }

  // The word itself and what means the same; a word that holds a known one finds it too, but counts for less.
  function variants(own) {
    var token = own.folded, found = spellings(own).map(function (word) {
      return [word, 1];
    }), seen = {};
    seen[token] = true;
    groups.forEach(function (group) {
      group.forEach(function (word) {
        var same = word.folded === token || (token.length > 3 && word.folded.length > 3 && distance(word.folded, token) === 1);
        if (!same && !(word.folded.length >= 3 && word.folded.length >= token.length * 0.6 && token.indexOf(word.folded) >= 0)) return;
        group.forEach(function (other) {
          if (seen[other.folded]) return;
          seen[other.folded] = true;
          found.push([other, same ? 0.9 : 0.5]);
        });
      });
    });
    return found;
  }

  function occurrences(place, word) {
    var text = word.latin ? place.spaced : place.folded, part = word.latin ? " " + word.spaced : word.folded;
    var number = 0, at = text.indexOf(part);
    while (at >= 0 && number < 6) {
      number += 1;
      at = text.indexOf(part, at + part.length);
    }
    return number;
  }

  // How well one word fits a page: title over keys over text; the more of a title it makes up the better; in a long
  // text a word says less.
  function weight(page, word) {
    var best = 0;
    if (has(page.titleField, word)) best = 60 + 50 * word.folded.length / page.titleField.folded.length;
    page.keyFields.forEach(function (key) {
      if (has(key, word)) best = Math.max(best, 35 + 50 * word.folded.length / key.folded.length);
    });
    var number = occurrences(page.textField, word);
    return best + 30 * number / (number + 0.8 + 0.7 * page.textField.folded.length / usual);
  }

  function distance(one, other) {
    if (Math.abs(one.length - other.length) > 1) return 2;
    var start = 0, end = 0;
    while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
    while (end < one.length - start && end < other.length - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
    return Math.max(one.length, other.length) - start - end;
  }

  // With one letter wrong, one half of a word still stands as it is: only pages with a half are looked at closely.
  function pagesNear(word) {
    var found = {}, middle = Math.floor(word.folded.length / 2), halves = [word.folded.slice(0, middle), word.folded.slice(middle)];
    if (word.folded.length < 4) return found;
    halves.forEach(function (half) {
      pagesWith({ folded: half, latin: false }).forEach(function (number) {
        var page = pages[number];
        found[number] = found[number] || [page.titleField].concat(page.keyFields).some(function (place) {
          return place.folded.indexOf(half) >= 0 && nearly(place, word);
        });
      });
    });
    return found;
  }

  // One letter wrong, missing or too much.
  function nearly(place, word) {
    if (word.latin) {
      return place.spaced.split(" ").some(function (other) {
        return other.length > 3 && (distance(other, word.folded) === 1
          || distance(other.substr(0, word.folded.length), word.folded) === 1);
      });
    }
    var text = place.folded, size = word.folded.length;
    for (var start = 0; start + size - 1 <= text.length; start += 1) {
      for (var length = size - 1; length <= size + 1; length += 1) {
        if (distance(text.substr(start, length), word.folded) <= 1) return true;
      }
    }
    return false;
  }

  // A compound that nobody wrote in one piece: how many of its pairs of letters a page has.
  function pairs(page, word) {
    if (word.latin || word.folded.length < 3) return 0;
    page.about = page.about || page.titleField.folded + " " + page.keyFields.map(function (key) {
      return key.folded;
    }).join(" ");
    var share = 0, count = word.folded.length - 1;
    for (var at = 0; at < count; at += 1) {
      var pair = word.folded.substr(at, 2);
      if (page.about.indexOf(pair) >= 0) share += 1;
      else if (page.textField.folded.indexOf(pair) >= 0) share += 0.4;
    }
    return share / count > 0.45 ? 22 * share / count : 0;
  }

  // e-sports stands where esports stands, too.
  function spellings(word) {
    return word.latin && word.spaced !== word.folded ? [word, wordOf(word.folded)] : [word];
  }

  // For each page how well a word fits it, folded which word of its kind stands there best, and as which other word the
  // page shows it to a reader.
  function scores(own) {
    var words = variants(own);
    var found = pages.map(function () {
      return [0, "", "", 0];
    });
    words.forEach(function (variant) {
      pagesWith(variant[0]).forEach(function (number) {
        var word = variant[0], page = pages[number], value = weight(page, word) * variant[1], best = found[number];
        if (value > best[0]) {
          best[0] = value;
          best[1] = word.folded;
        }
        if (word.folded !== own.folded && value > best[3] && (has(page.titleField, word) || has(page.textField, word))) {
          best[2] = word.said;
          best[3] = value;
        }
      });
    });
    if (!found.some(function (pair) {
      return pair[0] > 30;
    })) {
      var near = pagesNear(own);
      pages.forEach(function (page, number) {
        if (near[number]) found[number][0] += 30;
        else found[number][0] += pairs(page, own);
      });
    }
    // A word that few pages have says more than one that all have.
    var having = found.filter(function (pair) {
      return pair[0] > 0;
    }).length;
    var rarity = 0.35 + Math.log(1 + pages.length / (1 + having)) / Math.log(1 + pages.length);
    return found.map(function (pair) {
      return [pair[0] * rarity, pair[1], pair[2]];
    });
  }

  function ownWords(query) {
    return tokensOf(query).map(function (token) {
      var word = wordOf(token.said);
      word.folded = token.folded;
      word.latin = isLatin(token.folded);
      return word;
    });
  }

  // The pages on which a word stands as it was typed: in what the page shows, or in another name of it in the plan.
  function standsOn(word) {
    var on = {};
    spellings(word).forEach(function (spelling) {
      pagesWith(spelling).forEach(function (number) {
        var page = pages[number];
        if ([page.titleField, page.textField].concat(page.ownKeys).some(function (place) {
          return has(place, spelling);
        })) on[number] = true;
      });
    });
    return on;
  }

  // What is said of a search: how many pages have its words, and of which of them the plan does not speak at all. No
  // number is told of more than it counts; `patterns` are the site's words for it.
  window.planSaid = function (query, results, patterns) {
    var total = results.length, said = [], near = {}, numbers = { words: 0, near: 0, part: 0, other: 0 };
    if (!total) return fill(patterns.none, { query: query });
    results.forEach(function (result) {
      numbers[result.kind] += 1;
      result.near.forEach(function (word) {
        near[word] = true;
      });
    });
    var here = [], absent = [];
    telling(ownWords(query)).forEach(function (word) {
      (Object.keys(standsOn(word)).length ? here : absent).push(word.said);
    });
    function say(pattern, count, words) {
      var slots = { query: words.length ? words[0] : query, count: count, words: words.join(patterns.between) };
      said.push(fill(patterns[pattern], slots));
    }
    if (numbers.words) say("some", numbers.words, []);
    else if (absent.length && !here.length && numbers.near === total) {
      return fill(patterns.near, { query: absent.join(patterns.between), words: Object.keys(near).join(patterns.between), count: total })
        + more(total, patterns);
    }
    if (absent.length && !numbers.words) say("absent", 0, absent);
    if (numbers.part) say(here.length > 1 ? "alsoPart" : "some", numbers.part, here);
    if (numbers.near) say("alsoNear", numbers.near, Object.keys(near));
    if (numbers.other) say("alsoOther", numbers.other, []);
    return said.join(patterns.gap) + more(total, patterns);
  };

  function more(total, patterns) {
    return total > SHOWN ? patterns.gap + fill(patterns.first, { count: SHOWN }) : "";
  }

  // Words as they are: $& in a query means nothing, nor do braces in it.
  function fill(pattern, slots) {
    return pattern.replace(/\{([a-z]+)\}/g, function (slot, name) {
      return slots[name];
    });
  }

  window.planSearch = function (query) {
    foldUntil(Infinity);
    var typed = ownWords(query), words = telling(typed), whole = fold(query);
    if (!words.length) return [];
    var byPhrase = phrases(query).map(wordOf).map(scores), byToken = words.map(scores), wholeWord = wordOf(whole);
    if (isLatin(whole)) wholeWord.spaced = spaced(query).trim();
    var together = {}, standing = words.map(standsOn), asTyped = typed.map(standsOn), asOne = standsOn(wholeWord);
    pagesWith(wholeWord).forEach(function (number) {
      together[number] = weight(pages[number], wholeWord);
    });
    return pages.map(function (page, number) {
      var total = 0, matched = 0, hits = [];
      byToken.forEach(function (found) {
        total += found[number][0];
        if (found[number][0]) matched += 1;
        if (found[number][1]) hits.push(found[number][1]);
      });
      if (words.length > 1 || words[0].folded !== whole) {
        total *= matched / words.length * (matched / words.length);
        byPhrase.forEach(function (found) {
          total += 1.5 * found[number][0];
          if (found[number][1]) hits.unshift(found[number][1]);
        });
        if (together[number]) {
          total += 2.5 * together[number];
          hits.unshift(whole);
        }
      }
      var near = byToken.filter(function (found, place) {
        return !standing[place][number];
      }).concat(byPhrase).map(function (found) {
        return found[number][2];
      }).filter(Boolean);
      var stand = standing.filter(function (on) {
        return on[number];
      }).length;
      var each = asTyped.every(function (on) {
        return on[number];
      });
      var kind = each || asOne[number] ? "words" : near.length ? "near" : stand ? "part" : "other";
      return { page: page, score: total * page.rank, hits: hits, kind: kind, near: kind === "near" ? near : [] };
    }).filter(function (result) {
      return result.score > 3;
    }).sort(function (one, other) {
      return other.score - one.score;
    });
  };

  // ---- The page of results
  var form = document.querySelector("form.find.search"), output = document.querySelector("#results");
  if (!form || !output) return;
  var box = form.elements.q, said = document.querySelector("#results-said");

  function firstPlace(text, hits) {
    var found = null;
    hits.some(function (hit) {
      found = places(text, hit);
      return found;
    });
    return found;
  }

  // The section that a result leads to: the one named by a word found, else the one whose text holds the first.
  function sectionOf(page, hits) {
    var named = null, before = null;
    if (hits.some(function (hit) {
      return has(page.titleField, wordOf(hit));
    })) return null;
    hits.some(function (hit) {
      page.sections.forEach(function (section) {
        if (!has(field(section[2]), wordOf(hit))) return;
        if (!named || section[2].length < named[2].length) named = section;
      });
      return named;
    });
    if (named) return named;
    var found = page.sections.length ? firstPlace(page.text, hits) : null;
    page.sections.forEach(function (section) {
      if (found && section[0] <= found[0]) before = section;
    });
    return before;
  }

  function marked(text, hits) {
    var node = document.createElement("p"), found = firstPlace(text, hits);
    if (!found) {
      node.textContent = text.slice(0, 110) + (text.length > 110 ? "…" : "");
      return node;
    }
    var from = Math.max(0, found[0] - 40), mark = document.createElement("mark");
    mark.textContent = text.slice(found[0], found[1]);
    node.append((from ? "…" : "") + text.slice(from, found[0]), mark, text.slice(found[1], found[1] + 70) + "…");
    return node;
  }

  var waiting = false;

  function prepare() {
    if (!foldUntil(performance.now() + SLICE)) setTimeout(prepare);
    else if (waiting) run();
  }

  function run() {
    waiting = !all;
    if (waiting && box.value.trim()) return;
    var query = box.value.trim(), results = query ? window.planSearch(query) : [];
    output.textContent = "";
    results.slice(0, SHOWN).forEach(function (result) {
      var item = document.createElement("li"), link = document.createElement("a");
      var section = sectionOf(result.page, result.hits);
      link.href = document.body.dataset.root + "/" + result.page.url + (section ? "#" + section[1] : "");
      link.textContent = result.page.title + (section ? " › " + section[2] : "");
      item.append(link, marked(result.page.text.slice(section ? section[0] + 1 + section[2].length : 0).trim() || result.page.text, result.hits));
      output.append(item);
    });
    said.textContent = query ? window.planSaid(query, results, said.dataset) : "";
  }

  box.value = new URLSearchParams(location.search).get("q") || "";
  run();
  prepare();
  box.addEventListener("input", function () {
    window.planAddress(box.value ? "?q=" + encodeURIComponent(box.value) : "");
    run();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    run();
  });
})();
