// Search for a plan: substrings of folded text where no blanks part words, so that Japanese compounds are found as they
// are typed, and whole words elsewhere. The index comes as a script of its own (search.<language>.js) and holds, for each
// page: address, title, keys, text, rank, its sections (place in the text, id, heading), and of a translation the groups of
// synonyms of which the original alone has a word; beside them groups of synonyms, readings, keys that are no words of the plan, and the table by which words are folded.
(function () {
  "use strict";
  var index = window.planIndex;
  if (!index) return;
  // How long a query may be: of a whole letter pasted in, the first words are looked for, and the reader is told.
  var LETTERS = 200, WORDS = 10;

  // ---- Folding, as hooks/plan/pages/folding.py does it
  var table = index.folding, MARK = -1, NOTHING = -2, PERCENT = 37, BREAK = 10, letters = new Int32Array(65536), known = {};
  var FORMS = /[\ufe00-\ufe0f]|\udb40[\udd00-\uddef]/g;
  var SMALL = "ぁあぃいぅうぇえぉおっつゃやゅゆょよゎわ", pairs = {}, code;
  for (code = 0x30a1; code < 0x30f7; code += 1) pairs[String.fromCharCode(code)] = large(String.fromCharCode(code - 0x60));
  for (code = 0; code < SMALL.length; code += 2) pairs[SMALL[code]] = SMALL[code + 1];
  var FORMS_OF = new Set();
  for (code = 0; code < table.pairs.length; code += 2) {
    pairs[table.pairs[code]] = table.pairs[code + 1];
    FORMS_OF.add(table.pairs[code]);
  }

  function large(kana) {
    var at = SMALL.indexOf(kana);
    return at >= 0 && at % 2 === 0 ? SMALL[at + 1] : kana;
  }

  function isSilent(letter) {
    return table.silent.some(function (run) {
      return letter.charCodeAt(0) >= run[0] && letter.charCodeAt(0) <= run[1];
    });
  }

  // What becomes of a letter is found once and kept: of a plan with thousands of cards there are millions to fold.
  function letterOf(code) {
    var letter = Array.from(String.fromCharCode(code).normalize("NFD")).filter(function (part) {
      return !isSilent(part);
    }).join("").normalize("NFC");
    if (Object.prototype.hasOwnProperty.call(pairs, letter)) letter = pairs[letter];
    if (letter && (table.marks.indexOf(letter) >= 0 || /^\s$/.test(letter))) return MARK;
    return letter.length > 1 ? code : letter ? letter.charCodeAt(0) : NOTHING;
  }

  function isDigit(code) {
    return code >= 48 && code <= 57;
  }

  function isParted(code) {
    return code <= 0x24f || code >= 0x400 && code <= 0x52f || code >= 0x1e00 && code <= 0x1eff;
  }

  // What a mark between digits is: a point, nothing between thousands; null where it is no part of a number.
  function inNumber(narrow, place, run) {
    var after = /^[0-9]+/.exec(narrow.substr(place + 1, 4)), mark = narrow[place];
    if (!after) return null;
    if (mark === table.thousands && after[0].length === 3 && run <= 3) return "";
    return mark === "." || mark === "," ? "." : null;
  }

  // Words as they are compared: joined for scripts that part no words, with a break where a line or a part of it ends, and
  // between blanks for the others. Where `sources`
  // says of which place in the text each letter is, the places of what comes out are kept.
  function foldNarrow(narrow, sources) {
    var size = narrow.length, joined = new Uint16Array(size + 2), spaced = new Uint16Array(2 * size + 2);
    var length = 0, end = 1, gap = false, kind = "", run = 0, total = 0, at = sources && [], atSpaced = sources && [0];
    spaced[0] = 32;
    function put(letter, place) {
      if (sources) at[length] = atSpaced[end] = sources[place];
      joined[length++] = spaced[end++] = letter;
    }
    for (var place = 0; place < size; place += 1) {
      var code = narrow.charCodeAt(place), letter, part;
      if (total && (code === 46 || code === 44 || narrow[place] === table.thousands)) {
        part = inNumber(narrow, place, run);
        if (part !== null) {
          if (part) put(46, place);
          run = 0;
          continue;
        }
      }
      letter = letters[code];
      if (!letter) letter = letters[code] = letterOf(code);
      if (code === PERCENT && total) letter = PERCENT;
      if (letter === MARK) {
        gap = end > 1;
        run = total = 0;
        if (code > 8 && code < 14 && length && joined[length - 1] !== BREAK) {
          if (sources) at[length] = sources[place];
          joined[length++] = BREAK;
        }
      } else if (letter !== NOTHING) {
        var now = isDigit(letter) ? "d" : isParted(letter) ? "p" : "w";
        if (end > 1 && (gap || kind !== now && (kind === "w" || now === "w" || total > 1 || letter === PERCENT))) {
          if (sources) atSpaced[end] = sources[place];
          spaced[end++] = 32;
        }
        run = now === "d" ? run + 1 : 0;
        total = now === "d" ? total + 1 : 0;
        gap = false;
        kind = now;
        put(letter, place);
      }
    }
    spaced[end++] = 32;
    return { folded: written(joined, length), spaced: written(spaced, end), at: at, atSpaced: atSpaced };
  }

  function written(codes, length) {
    var text = "";
    for (var start = 0; start < length; start += 8192) {
      text += String.fromCharCode.apply(null, codes.subarray(start, Math.min(length, start + 8192)));
    }
    return text;
  }

  function field(words) {
    return foldNarrow(words.normalize("NFKC").replace(FORMS, "").toLowerCase(), null);
  }

  function fold(words) {
    return field(words).folded;
  }

  window.planFold = function (words) {
    var found = field(words);
    return [found.folded, found.spaced];
  };

  // The same, with the place in the text of each letter: letter by letter, with the marks that are set upon it.
  function placed(text) {
    var narrow = "", sources = [], place = 0;
    (text.match(/[^][\u0300-\u036f\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f]*/gu) || []).forEach(function (letter) {
      var part = known[letter];
      if (part === undefined) part = known[letter] = letter.normalize("NFKC").replace(FORMS, "").toLowerCase();
      for (var k = 0; k < part.length; k += 1) sources.push(place);
      narrow += part;
      place += letter.length;
    });
    sources.push(place);
    return foldNarrow(narrow, sources);
  }

  // From where to where a word stands in a text from a place on, null where it does not.
  function placeOf(text, where, word, from) {
    var part = partOf(word), at = word.latin ? where.atSpaced : where.at;
    var letters = word.latin ? where.spaced : where.folded, start = letters.indexOf(part), end;
    while (start >= 0 && at[start + (word.latin ? 1 : 0)] < from) start = letters.indexOf(part, start + 1);
    if (start < 0 || !part) return null;
    end = at[start + part.length - (word.latin ? 2 : 1)];
    return [at[start + (word.latin ? 1 : 0)], end + Array.from(text.slice(end, end + 2))[0].length];
  }

  // ---- Words
  function isLatin(folded) {
    for (var k = 0; k < folded.length; k += 1) if (!isParted(folded.charCodeAt(k))) return false;
    return folded.length > 0;
  }

  function wordOf(words) {
    var found = field(words);
    return { folded: found.folded, spaced: found.spaced.trim(), latin: isLatin(found.folded), said: words, long: lengthened(words, found.folded) };
  }

  // What a short word with a long vowel looks like, undefined for others: without it メール would stand in 求める.
  function lengthened(words, folded) {
    var narrow = words.normalize("NFKC");
    if (folded.length > 3 || !/^[ァ-ヺ]+ー[ァ-ヺー]*$/.test(narrow)) return undefined;
    return new RegExp(Array.from(narrow, function (letter) {
      return letter === "ー" ? letter : "[" + letter + String.fromCharCode(letter.charCodeAt(0) - 0x60) + "]";
    }).join(""));
  }

  function isNumber(word) {
    return /^[0-9.]+( ?%)?$/.test(word.spaced);
  }

  // Where a word stands: anywhere in Japanese, as a whole word in other scripts.
  function has(place, word) {
    if (word.latin) return place.spaced.indexOf(partOf(word)) >= 0;
    return isDigit(word.folded.charCodeAt(0)) ? numberAt(place.folded, word.folded, 0) >= 0 : place.folded.indexOf(word.folded) >= 0;
  }

  // What of a text is looked for: it is made once, for thousands of looks.
  function partOf(word) {
    return word.part || (word.part = word.latin ? " " + word.spaced + " " : word.folded);
  }

  // Where a word that begins with a number stands: 5000件 does not stand in 105000件.
  function numberAt(text, word, from) {
    var at = text.indexOf(word, from);
    while (at > 0 && /[0-9.]/.test(text[at - 1])) at = text.indexOf(word, at + 1);
    return at;
  }

  // A word of Latin letters without its ending: classes and class, moving and move.
  function stem(word) {
    var best = word;
    table.endings.forEach(function (ending, number) {
      var bare = word.slice(0, -ending.length);
      if (word.slice(-ending.length) === ending && bare.length >= (number < 2 ? 3 : 4) && bare.length < best.length) best = bare;
    });
    return best;
  }

  function stems(spaced) {
    return spaced.split(" ").map(stem).join(" ");
  }

  // One letter wrong, missing, too much, or two that changed places: 1; the same: 0; more: 2.
  function distance(one, other) {
    if (Math.abs(one.length - other.length) > 1) return 2;
    var start = 0, end = 0;
    while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
    while (end < one.length - start && end < other.length - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
    var left = Math.max(one.length, other.length) - start - end;
    if (left === 2 && one.length === other.length && one[start] === other[start + 1] && one[start + 1] === other[start]) return 1;
    return Math.min(2, left);
  }

  // Whether two slips at most part two long words; the beginning of a word is seldom mistaken.
  function isClose(one, other) {
    var found = distance(one, other);
    if (found < 2) return true;
    if (Math.min(one.length, other.length) < 8 || Math.abs(one.length - other.length) > 2) return false;
    var before = [], row = [];
    for (var k = 0; k <= other.length; k += 1) row[k] = k;
    for (var i = 1; i <= one.length; i += 1) {
      before = row;
      row = [i];
      for (k = 1; k <= other.length; k += 1) {
        row[k] = Math.min(before[k] + 1, row[k - 1] + 1, before[k - 1] + (one[i - 1] === other[k - 1] ? 0 : 1));
      }
      if (Math.min.apply(null, row) > 2) return false;
    }
    return row[other.length] <= 2;
  }

  // ---- Sounds of Japanese: kana of what is written in Roman letters, and both without long vowels and small つ, which
  // are written in many ways.
  var ROWS = { あ: "あかがさざただなはばぱまやらわゃ", う: "うくぐすずつづぬふぶぷむゆるゅ", い: "いきぎしじちぢにひびぴみり", お: "おこごそぞとどのほぼぽもよろをょ" };

  function sound(kana) {
    var text = kana.replace(/[\u30a1-\u30f6]/g, function (letter) {
      return String.fromCharCode(letter.charCodeAt(0) - 0x60);
    }).replace(/[っー・\s（）()、。-]/g, ""), found = "";
    Array.from(text).forEach(function (letter) {
      var last = found[found.length - 1];
      if (letter === "う" && last && (ROWS.お.indexOf(last) >= 0 || ROWS.う.indexOf(last) >= 0)) return;
      if (letter === "い" && last && ROWS.い.indexOf(last) >= 0) return;
      if (letter === "お" && last && ROWS.お.indexOf(last) >= 0 || letter === "あ" && last && ROWS.あ.indexOf(last) >= 0) return;
      found += letter;
    });
    return found.replace(/ぢ/g, "じ").replace(/づ/g, "ず");
  }

  function isKana(words) {
    return /^[ぁ-ゖァ-ヺー・（）() 　、-]+$/.test(words);
  }

  // The kana of a word in Roman letters, null where it is none.
  function kanaOf(typed) {
    var left = typed.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[’`]/g, "'"), found = "", size, part;
    left = left.replace(/[ー~]/g, "-");
    while (left) {
      if (/^[-']/.test(left)) {
        if (left[0] === "-") found += "ー";
        left = left.slice(1);
        continue;
      }
      for (size = 3; size > 0; size -= 1) {
        part = table.roman[left.slice(0, size)];
        if (part && left.length >= size) break;
      }
      if (size) {
        found += part;
        left = left.slice(size);
      } else if (/^n(?![aiueo])|^m(?=[bpm])/.test(left)) {
        found += "ん";
        left = left.slice(1);
      } else if (/^([bcdfghjkmpqrstvwz])\1|^tch/.test(left)) {
        found += "っ";
        left = left.slice(1);
      } else return null;
    }
    return found;
  }

  // The sounds that a word may be: of Roman letters, also with ん before a y (honyaku).
  function soundsOf(typed) {
    var found = [], narrow = typed.normalize("NFKC");
    if (isKana(narrow)) found = [narrow];
    else if (/^[a-zāīūēōâîûêô'’\-ー~]+$/i.test(narrow)) found = [kanaOf(narrow), kanaOf(narrow.replace(/n(?=y)/gi, "n'"))];
    return found.filter(Boolean).map(sound).filter(function (said, place, all) {
      return said.length > 1 && all.indexOf(said) === place;
    });
  }

  // ---- Synonyms
  var groups = index.synonyms.concat(index.readings || []).map(function (words) {
    return words.map(function (said) {
      var word = wordOf(said);
      word.stems = word.latin ? stems(word.spaced) : "";
      word.sound = isKana(said) ? sound(said) : "";
      return word;
    });
  });
  var byFolded = new Map(), byStems = new Map(), bySound = new Map(), byBareVerb = new Map();
  groups.forEach(function (group) {
    group.forEach(function (word) {
      var bare;
      note(byFolded, word.folded, group);
      if (word.stems) note(byStems, word.stems, group);
      if (word.sound) note(bySound, word.sound, group);
      if (!word.latin && (bare = /^(.+[^ぁ-ん])[ぁ-ん]{1,3}$/.exec(word.folded))) note(byBareVerb, bare[1], group);
    });
  });

  function note(map, key, value) {
    var list = map.get(key);
    if (!list) map.set(key, [value]);
    else if (list[list.length - 1] !== value) list.push(value);
  }

  // ---- Pages
  // They are folded a little at a time, so that a reader who types meanwhile is not kept waiting. Of each word of Latin
  // letters, and each pair of other letters, the pages that have it are noted: a word is looked for in those alone.
  var pages = [], SLICE = 12, NEARLY = 30, SHOWN = 30; // milliseconds; results
  var vocabulary = new Map(), bigrams = new Map(), singles = new Map(), length = 0, usual = 1, all = false;
  var ACCENTED = /[\u00c0-\u024f\u1e00-\u1eff]/g, accented = new Set();
  var words = [], byBare = new Map(), sorted = [], slips = [], heads = new Map(), names = [], joined = new Map(), byGroup = new Map();

  // Whether a key is the plan's word, such as a title in another language, and not the site's.
  var labels = new Set(index.labels);

  function isOwn(key) {
    return !labels.has(key);
  }

  function foldUntil(end) {
    while (pages.length < index.pages.length && performance.now() < end) add(index.pages[pages.length]);
    if (!all && pages.length === index.pages.length) {
      all = true;
      usual = Math.max(1, length / Math.max(1, pages.length));
      arrange();
    }
    return all;
  }

  // What a query looks its words up in: words with the same stem, in the order of the alphabet, and those that a slip may
  // have made another word of, by their lengths, each with the set of its letters; names that may be proposed.
  function arrange() {
    words = Array.from(vocabulary.keys());
    sorted = words.slice().sort();
    words.forEach(function (word) {
      note(byBare, stem(word), word);
    });
    new Set(words.concat(Array.from(byFolded.keys()).filter(isLatin))).forEach(function (word) {
      if (word.length < 4) return;
      slips[word.length] = slips[word.length] || { words: [], sets: [] };
      slips[word.length].words.push(word);
      slips[word.length].sets.push(lettersOf(word));
    });
    var seen = new Set();
    function name(said, folded) {
      if (folded.length < 2 || folded.length > 24 || seen.has(folded)) return;
      seen.add(folded);
      names.push([said, folded, isLatin(folded)]);
    }
    groups.forEach(function (group) {
      group.forEach(function (word) {
        name(word.said, word.folded);
      });
    });
    pages.forEach(function (page) {
      name(page.title, page.titleField.folded);
      page.heads.forEach(function (head, place) {
        name(page.sections[place][2], head.folded);
      });
    });
    words.forEach(function (word) {
      name(word, word);
    });
  }

  // The letters of a word as bits: one slip changes two of them at most.
  function lettersOf(word) {
    var set = 0;
    for (var k = 0; k < word.length; k += 1) set |= 1 << word.charCodeAt(k) % 31;
    return set;
  }

  function bitsOf(set) {
    var count = 0;
    for (; set; set &= set - 1) count += 1;
    return count;
  }

  // A heading as it is compared: of thousands of cards most have the same.
  function headOf(said) {
    var head = heads.get(said);
    if (!head) heads.set(said, head = field(said));
    return head;
  }

  function add(page) {
    var number = pages.length, keys = page[2].map(field), titleField = field(page[1]), textField = field(page[3]);
    (page[1] + " " + page[3]).replace(/[a-z0-9]+(?:[-\u2010\u2011][a-z0-9]+)+/gi, function (word) {
      var found = field(word);
      joined.set(found.folded, found.spaced.trim());
    });
    ((page[1] + page[3]).match(ACCENTED) || []).forEach(function (letter) {
      accented.add(letter.toLowerCase());
    });
    var inOne = page[2].filter(function (key) {
      return /^[\w ]+-[\w-]+$/.test(key);
    }).map(fold);
    var entry = { url: page[0], title: page[1], text: page[3], rank: page[4], sections: page[5], keys: page[2].join("\n"), titleField: titleField,
      keyFields: keys, textField: textField, ownKeys: page[2].filter(isOwn).map(field), sounds: page[2].concat(page[1]).map(function (key) {
        return isKana(key) ? sound(key) : soundsOf(key.replace(/ /g, ""))[0] || "";
      }).filter(Boolean).join("\n") };
    entry.heads = page[5].map(function (section) {
      return headOf(section[2]);
    });
    if (inOne.length) entry.keyFields = keys.concat({ folded: inOne.join("\n"), spaced: " " + inOne.join(" ") + " " });
    entry.keysField = together(entry.keyFields);
    entry.ownField = together(entry.ownKeys);
    (page[6] || []).forEach(function (group) {
      note(byGroup, groups[group], number);
    });
    pages.push(entry);
    length += textField.folded.length;
    [titleField].concat(entry.keyFields, textField).forEach(function (place) {
      noteWords(place.spaced, number);
      notePairs(place.folded, number);
    });
  }

  // Fields as one, in which no word reaches from one to the next: most pages are told by one look that they lack a word.
  function together(fields) {
    return { folded: fields.map(function (place) {
      return place.folded;
    }).join("\n"), spaced: fields.map(function (place) {
      return place.spaced;
    }).join("\n") };
  }

  function noteWords(spaced, number) {
    spaced.split(" ").forEach(function (word) {
      if (word && isParted(word.charCodeAt(0))) note(vocabulary, word, number);
    });
  }

  function notePairs(folded, number) {
    var last = folded.charCodeAt(0);
    if (folded && !isParted(last)) note(singles, last, number);
    for (var place = 1; place < folded.length; place += 1) {
      var next = folded.charCodeAt(place);
      if (!isParted(next)) note(singles, next, number);
      if (!isParted(last) || !isParted(next)) note(bigrams, last * 65536 + next, number);
      last = next;
    }
  }

  // The pages that have a word, in their order; what was found once is kept, and let go when there is much of it.
  var kept = new Map(), keptKnown = new Map(), keptNear = new Map(), keptTokens = new Map(), keptStanding = new Map(), keptLetters = new Map();

  function keep(map, key, find) {
    var found = map.get(key);
    if (found === undefined) {
      if (map.size > 2000) map.clear();
      map.set(key, found = find());
    }
    return found;
  }

  function anyHas(word) {
    return candidates(word).some(function (number) {
      return pageHas(pages[number], word);
    });
  }

  function pageHas(page, word) {
    if (word.long) return word.long.test(page.title) || word.long.test(page.text) || word.long.test(page.keys);
    return has(page.textField, word) || has(page.titleField, word) || has(page.keysField, word);
  }

  function keyOf(word) {
    return (word.latin ? " " + word.spaced : word.folded) + (word.long ? " ー" : "");
  }

  function pagesWith(word) {
    return keep(kept, keyOf(word), function () {
      // Of one word of Latin letters the pages that have it were noted: they need not be looked through.
      return word.latin && word.spaced.indexOf(" ") < 0 ? candidates(word) : candidates(word).filter(function (number) {
        return pageHas(pages[number], word);
      });
    });
  }

  function candidates(word) {
    var least = null;
    function take(list) {
      list = list || [];
      if (!least || list.length < least.length) least = list;
    }
    if (word.latin) word.spaced.split(" ").forEach(function (part) {
      take(vocabulary.get(part));
    });
    else for (var place = 1; place < word.folded.length; place += 1) {
      var one = word.folded.charCodeAt(place - 1), other = word.folded.charCodeAt(place);
      if (!isParted(one) || !isParted(other)) take(bigrams.get(one * 65536 + other));
    }
    if (word.folded.length === 1 && !isParted(word.folded.charCodeAt(0))) take(singles.get(word.folded.charCodeAt(0)));
    return least || pages.map(function (page, number) {
      return number;
    });
  }

  // A verb is known by what its endings leave of it: 引っ越 of 引っ越したら, where 引っ越し is known.
  function isKnown(folded) {
    return byFolded.has(folded) || byBareVerb.has(folded) || folded.length > 1 && keep(keptKnown, folded, function () {
      return anyHas({ folded: folded, latin: isLatin(folded), spaced: folded });
    });
  }

  // ---- What a reader types
  var asking = new Set(table.asking.map(fold)), otherAsking = table.asking.filter(function (said) {
    return !isLatin(said);
  });
  otherAsking.sort(function (one, other) {
    return other.length - one.length;
  });
  var defining = table.defining.map(wordOf);
  var ASKING = new RegExp(otherAsking.concat("$^").join("|"), "g");
  var ENDS = new RegExp("^[" + table.particles + "]+(?=[^ぁ-ん])|[" + table.particles + "]+$", "g");
  var SPLIT = new RegExp("[" + table.particles + "]+(?=[^ぁ-ん])|(?<=[ァ-ヺー])(?=[ぁ-ん])|(?<=[^\\u0000-\\u024f])(?=[a-z0-9])|(?<=[a-z0-9%])(?=[^\\u0000-\\u024f])|\\n", "i");

  // A query as it is looked for: no longer than it may be, without marks of HTML and of quotation.
  function shortened(query) {
    return Array.from(query.slice(0, 4 * LETTERS)).slice(0, LETTERS).join("").replace(/<\/?[a-z][^<>]*>/gi, " ");
  }

  function typedWords(query) {
    return shortened(query).split(/[\s、，?？!！،؟¿¡၊。「」『』“”"（）()《》〈〉【】<>＜＞#＃*=|[\]{}…→←↑↓⇒/／~〜～]+|,(?!\d)|;/).filter(function (typed) {
      return fold(typed);
    });
  }

  // The words of a query, each once.
  function tokensOf(query) {
    return keep(keptTokens, query, function () {
      return readTokens(query);
    });
  }

  function readTokens(query) {
    var found = [], seen = {};
    typedWords(query).forEach(function (typed) {
      parts(typed).forEach(function (part) {
        var word = wordOf(part.folded || part);
        word.said = part.said || part.typed || word.said;
        word.partial = Boolean(part.said);
        if (word.folded && !seen[word.folded]) found.push(word);
        seen[word.folded] = true;
      });
    });
    return found;
  }

  function isAsking(word) {
    return asking.has(word.folded);
  }

  // The words that a search is for: without those that say nothing, unless there are no others.
  function telling(tokens) {
    var found = tokens.filter(function (word) {
      return !isAsking(word);
    });
    return (found.length ? found : tokens).slice(0, WORDS);
  }

  function isCut(query) {
    var tokens = tokensOf(query);
    return Array.from(query.trim().slice(0, 4 * LETTERS)).length > LETTERS || tokens.filter(function (word) {
      return !isAsking(word);
    }).length > WORDS;
  }

  // A phrase that no page has as it stands: without words of questions, and taken apart at particles, where the script
  // changes, and at words that are known. One ideograph alone says little (手 of 手に入れる): it counts where nothing else
  // does (紙をなくす).
  function parts(typed) {
    var token = fold(typed), found = [], lone = [];
    if (isLatin(token) || token.length < 3 || isKnown(token) || nearGroups(token).length || powerOf(token) || percentOf(token)) return [typed];
    if (/^[ぁ-ん]+$/.test(typed) && heardFirst(typed)) return heardFirst(typed);
    typed.normalize("NFKC").replace(ASKING, "\n").split(SPLIT).forEach(function (piece) {
      piece = piece.replace(ENDS, "");
      piece += belonging(typed, piece);
      var folded = fold(piece);
      if (folded.length < 2 && !/^[0-9]/.test(folded)) {
        if (isLone(folded)) lone.push(piece);
        return;
      }
      if (isLatin(folded) || isKnown(folded) || nearGroups(folded).length) return found.push(piece);
      // What goes on in hiragana is the ending of a verb.
      var bare = fold(/^(.*[^ぁ-ん])?/.exec(piece)[0]);
      if (bare.length > 1 && (isKnown(bare) || nearGroups(bare).length)) found.push({ folded: bare, typed: /^(.*[^ぁ-ん])?/.exec(piece)[0] });
      else if (isLone(bare)) lone.push(bare);
      else found = found.concat(knownParts(folded, piece));
    });
    var content = found.filter(function (piece) {
      var letters = piece.folded || piece;
      return piece.said || !/^[ぁ-ん]+$/.test(letters) || byFolded.has(fold(letters));
    });
    var known = content.some(function (piece) {
      return isKnown(piece.folded || fold(piece));
    });
    return known ? content : lone.length ? content.concat(lone) : found.length ? found : [typed];
  }

  // A phrase all in hiragana that begins with a known word and a particle: いきものの しゃしん.
  function heardFirst(typed) {
    for (var size = typed.length - 2; size > 2; size -= 1) {
      if (table.particles.indexOf(typed[size]) < 0 || !byFolded.has(fold(typed.slice(0, size)))) continue;
      return [typed.slice(0, size)].concat(parts(typed.slice(size + 1)).filter(function (part) {
        return isKnown(fold(part.typed || part));
      }));
    }
    return null;
  }

  function isLone(folded) {
    return /^[一-龠々]$/.test(folded) && singles.has(folded.charCodeAt(0));
  }

  // The particle that belongs to a word of hiragana at its end: 子ど stands nowhere without も.
  function belonging(typed, piece) {
    var next = typed[typed.indexOf(piece) + piece.length], bare = fold(piece), whole = next && fold(piece + next);
    if (!/[^ぁ-ん][ぁ-ん]+$/.test(piece) || !next || table.particles.indexOf(next) < 0) return "";
    function placesOf(folded) {
      return pagesWith({ folded: folded, spaced: folded, latin: false });
    }
    return placesOf(whole).length && placesOf(bare).every(function (number) {
      return [pages[number].titleField, pages[number].textField].concat(pages[number].keyFields).every(function (place) {
        return place.folded.split(whole).join("\n").indexOf(bare) < 0;
      });
    }) ? next : "";
  }

  // Numbers with signs such as 万, and what may stand behind them, as digits: 10万5千, 二千四百. One sign alone is none:
  // it begins many a word (千葉, 十分).
  function powerOf(folded) {
    var sum = 0, group = 0, left = folded, signs = 0, digits = 0, number = "", next, power;
    while ((next = /^(?:[0-9][0-9.]*|[^])/u.exec(left))) {
      power = table.powers[next[0]];
      if (power) {
        if (power < 4) group += (number === "" ? 1 : Number(number)) * Math.pow(10, power);
        else sum += (number === "" && !group ? 1 : group + Number(number)) * Math.pow(10, power);
        if (power >= 4) group = 0;
        number = "";
        signs += 1;
      } else if (number === "" && isDigit(left.charCodeAt(0))) {
        number = next[0];
        digits += 1;
      } else if (number === "" && table.digits.indexOf(next[0]) >= 0) {
        number = String(table.digits.indexOf(next[0]));
        digits += 1;
      } else break;
      left = left.slice(next[0].length);
    }
    return signs && signs + digits > 1 ? String(Math.round(sum + group + Number(number))) : "";
  }

  // A sign that stands on the letter before it, as vowels of Thai and Burmese do: no part begins with one.
  function isMark(letter) {
    return /^\p{M}/u.test(letter || "");
  }

  // The known words in one that is none, each with what was typed; where there is but one, the other is said, and it does
  // not stand anywhere.
  function knownParts(piece, said) {
    var found = [], covered = 0, from = 0, size, at = 0, places = placed(said).at;
    function part(start, end) {
      return { folded: piece.slice(start, end), typed: said.slice(places[start], end < piece.length ? places[end] : said.length) };
    }
    while (at < piece.length - 1) {
      for (size = Math.min(12, piece.length - at); size > 1; size -= 1) if (isKnown(piece.substr(at, size))) break;
      if (size > 1 && !isMark(piece[at]) && !isMark(piece[at + size]) && (byFolded.has(piece.substr(at, size)) || /[^ぁ-ん].*[^ぁ-ん]/.test(piece.substr(at, size)))) {
        if (at - from > 1) found.push(part(from, at));
        found.push(part(at, at + size));
        covered += size;
        at += size;
        from = at;
      } else at += 1;
    }
    if (covered < piece.length * 0.4) return [part(0, piece.length)];
    return found.length > 1 ? found : [{ folded: found[0].folded, said: said }];
  }

  // Groups with a word that one slip parts from this.
  function nearGroups(folded) {
    if (folded.length < 4 || /^[0-9.%]+$/.test(folded)) return [];
    return keep(keptNear, folded, function () {
      return groups.filter(function (group) {
        return group.some(function (word) {
          return word.folded.length > 3 && distance(word.folded, folded) === 1;
        });
      });
    });
  }

  function isAskingTyped(typed) {
    return isAsking(wordOf(typed));
  }

  // Runs of words that stand in a group of synonyms as one: "convenience store"; or sound like one, unless they are words
  // of questions ("I do" is not いどう).
  function phrases(query) {
    var said = typedWords(query).slice(0, 3 * WORDS), found = [];
    [said, said.filter(function (typed) {
      return !isAsking(wordOf(typed));
    })].forEach(function (list) {
      for (var start = 0; start < list.length; start += 1) {
        for (var end = start + 2; end <= Math.min(list.length, start + 5); end += 1) {
          var run = list.slice(start, end), word = wordOf(run.join(" ")), bare = !run.some(isAskingTyped);
          if ((byFolded.has(word.folded) || said.length < 7 && word.latin && word.folded.length > 8 && nearGroups(word.folded).length
            || word.latin && (byStems.has(stems(word.spaced)) || bare && soundsOf(word.spaced.replace(/ /g, "")).some(function (said) {
            return bySound.has(said);
          }))) && !found.some(function (other) {
            return other.folded === word.folded;
          })) found.push(word);
        }
      }
    });
    return found.slice(0, 6);
  }

  // ---- How well pages fit
  // The word itself and what means the same, each with how much it counts; a word that holds a known one finds it too.
  function variants(own) {
    var token = own.folded, found = [], seen = new Set();
    found.groups = new Map();
    function take(word, share) {
      var key = word.latin ? " " + word.spaced : word.folded;
      if (seen.has(key)) return;
      seen.add(key);
      found.push([word, share]);
    }
    function takeGroups(list, share) {
      (list || []).forEach(function (group) {
        if (!found.groups.has(group)) found.groups.set(group, share);
        group.forEach(function (other) {
          if (!isStrange(other)) take(other, share);
        });
      });
    }
    spellings(own).forEach(function (word) {
      take(word, 1);
    });
    takeGroups(byFolded.get(token), pagesWith(own).length ? 0.75 : 0.9);
    if (!byFolded.has(token)) takeGroups(byBareVerb.get(token), 0.9);
    ideographs(own).forEach(function (word) {
      take(word, 0.9);
    });
    var number = isNumber(own);
    if (own.latin && !number) {
      takeGroups(byStems.get(stems(own.spaced)), 0.9);
      inflected(own).forEach(function (word) {
        take(word, 0.85);
      });
    }
    if (!number && found.length < 3) takeGroups(nearGroups(token), 0.8);
    var exact = found.some(function (pair) {
      return pagesWith(pair[0]).length;
    });
    if (!exact || !own.latin) soundsOf(own.said.replace(/ /g, "")).forEach(function (said) {
      takeGroups(bySound.get(said), 0.9);
    });
    if (!own.latin) within(token).forEach(function (inner) {
      takeGroups(byFolded.get(inner), 0.5);
    });
    exact = found.some(function (pair) {
      return pagesWith(pair[0]).length;
    });
    if (own.latin && !number && !exact) misspelt(own).forEach(function (pair) {
      take(pair[0], pair[1]);
      takeGroups(byFolded.get(pair[0].folded), pair[1] * 0.9);
      inflected(pair[0]).forEach(function (word) {
        take(word, pair[1] * 0.85);
      });
    });
    if (own.latin && !number && !found.some(function (pair) {
      return pagesWith(pair[0]).length;
    })) halves(own).forEach(function (pair) {
      take(pair[0], pair[1]);
    });
    return found;
  }

  // The two words of a compound that no page has, where a page has them side by side: waterworks and water works.
  function halves(own) {
    var word = own.folded, found = [];
    for (var at = 4; at <= word.length - 4 && !found.length && own.spaced === word; at += 1) {
      var one = word.slice(0, at), other = word.slice(at);
      if (vocabulary.has(one) && anyHas(wordOf(one + " " + other))) {
        found = [[wordOf(one), 0.6], [wordOf(other), 0.3]];
      }
    }
    return found;
  }

  // Known words of three letters and more that make up most of a word.
  function within(token) {
    var found = [];
    for (var size = Math.min(token.length - 1, 20); size >= Math.max(3, Math.ceil(token.length * 0.6)); size -= 1) {
      for (var at = 0; at + size <= token.length; at += 1) {
        if (byFolded.has(token.substr(at, size))) found.push(token.substr(at, size));
      }
    }
    return found;
  }

  // Words of the pages with another ending, and longer ones that begin with a word of four letters and more.
  function inflected(own) {
    var word = own.spaced, found = (byBare.get(stem(word)) || []).slice(), low = 0, high = sorted.length, middle;
    if (word.indexOf(" ") >= 0) return [];
    if (word.length > 3) {
      while (low < high) {
        middle = low + high >> 1;
        if (sorted[middle] < word) low = middle + 1;
        else high = middle;
      }
      for (high = low; high < sorted.length && high < low + 20 && sorted[high].startsWith(word); high += 1) found.push(sorted[high]);
    }
    return found.filter(function (other, place) {
      return other !== word && found.indexOf(other) === place;
    }).slice(0, 20).map(wordOf);
  }

  // Whether a word of a group has a form of a letter that no page has: it is of another language, and 部门 is no word near
  // to 電話 for who reads 部門.
  function isStrange(word) {
    if (word.strange === undefined) word.strange = Array.from(word.said).some(function (letter) {
      return FORMS_OF.has(letter) && !keep(keptLetters, letter, function () {
        return pages.some(function (page) {
          return page.text.indexOf(letter) >= 0 || page.title.indexOf(letter) >= 0;
        });
      });
    });
    return word.strange;
  }

  // Whether a word is written with letters that no page has: chủng is no slip for change, but may be one for a synonym.
  function isForeign(said) {
    return (said.normalize("NFC").match(ACCENTED) || []).some(function (letter) {
      return !accented.has(letter.toLowerCase());
    });
  }

  // Words of the pages and of synonyms that slips part from a word of five letters and more. Two slips change four letters
  // of a word at most: most words are told apart by the sets of their letters.
  function misspelt(own) {
    var typed = own.folded, known = stem(typed), set = lettersOf(typed), found = [], foreign = isForeign(own.said);
    if (typed.length < 5) return found;
    for (var length = Math.max(4, typed.length - 3); length <= typed.length + 3; length += 1) {
      var list = slips[length] || { words: [], sets: [] };
      for (var at = 0; at < list.words.length; at += 1) {
        var word = list.words[at];
        if (word[0] !== typed[0] && word[0] !== typed[1] && (word[1] !== typed[1] || typed.length < 7)) continue;
        if (bitsOf(list.sets[at] ^ set) > 7 || foreign && !byFolded.has(word)) continue;
        var one = distance(word, typed) === 1 || distance(stem(word), known) === 1;
        if (!one && word[0] !== typed[0]) continue;
        if (one || isClose(word, typed)) found.push([wordOf(word), one ? 0.8 : 0.6]);
      }
    }
    return found.sort(function (one, other) {
      return other[1] - one[1];
    }).slice(0, 8);
  }

  // A word without the hiragana between its ideographs, in which many are written either way: 貸し出し and 貸出.
  function ideographs(own) {
    var said = own.latin ? "" : own.said.normalize("NFKC");
    var bare = said.replace(/([一-龠々])[ぁ-ん]{1,2}(?=[一-龠々])/g, "$1").replace(/([一-龠々]{2})[ぁ-ん]$/, "$1");
    return bare !== said && /^[一-龠々]{2,}$/.test(bare) ? [wordOf(bare)] : [];
  }

  // Tenths as a percentage: 三割 and 3割 are 30%.
  function percentOf(folded) {
    var number = folded.slice(0, -1), digit = table.digits.indexOf(number);
    if (folded.slice(-1) !== table.tenth || !/^[0-9]$/.test(number) && (number.length !== 1 || digit < 1)) return "";
    return 10 * (digit > 0 ? digit : Number(number)) + "%";
  }

  // e-sports stands where esports stands, too, and wifi where Wi-Fi does; 19万 is 190000, 三割 is 30%; of 100% a page may
  // have the number alone.
  function spellings(word) {
    var found = [word], power = powerOf(word.folded), percent = percentOf(word.folded) || word.folded;
    if (word.latin && word.spaced !== word.folded) found.push({ folded: word.folded, spaced: word.folded, latin: true, said: word.said });
    if (word.latin && joined.has(word.spaced)) found.push(wordOf(joined.get(word.spaced)));
    if (power) found.push(wordOf(power));
    if (percent !== word.folded) found.push(wordOf(percent));
    if (/^[0-9.]+%$/.test(percent)) found.push(wordOf(percent.slice(0, -1)));
    return found;
  }

  function occurrences(place, word) {
    var text = word.latin ? place.spaced : place.folded, part = partOf(word);
    var next = isDigit(part.charCodeAt(0)) ? numberAt : indexIn, number = 0, at = next(text, part, 0);
    while (at >= 0 && number < 6) {
      number += 1;
      at = next(text, part, at + part.length - (word.latin ? 1 : 0));
    }
    return number;
  }

  function indexIn(text, part, from) {
    return text.indexOf(part, from);
  }

  // How well one word fits a page: title over keys over text; the more of a title it makes up the better; in a long
  // text a word says less.
  function weight(page, word, among) {
    var best = 0;
    if (has(page.titleField, word)) best = 60 + 50 * word.folded.length / page.titleField.folded.length;
    if (has(page.keysField, word)) page.keyFields.forEach(function (key) {
      if (has(key, word)) best = Math.max(best, 35 + 50 * word.folded.length / key.folded.length);
    });
    // Among other words, one in a label of the site's own says little: "print" in “Download and print”.
    if (among && best && best < 60 && !has(page.ownField, word) && !has(page.textField, word)) best *= 0.5;
    var number = occurrences(page.textField, word);
    return best + 30 * number / (number + 0.8 + 0.7 * page.textField.folded.length / usual);
  }

  // For each page that a word fits: how well, folded which word of its kind stands there best, and as which other word
  // the page shows it to a reader.
  // In a query of many words, one that is written nearly so is not looked for: the others tell enough.
  function scores(own, place, tokens) {
    var found = new Map(), best = 0, among = tokens.length > 1;
    function of(number) {
      if (!found.has(number)) found.set(number, [0, null, "", 0]);
      return found.get(number);
    }
    var fitting = variants(own);
    fitting.forEach(function (variant) {
      var word = variant[0];
      pagesWith(word).forEach(function (number) {
        var page = pages[number], value = weight(page, word, among) * variant[1], entry = of(number);
        best = Math.max(best, value);
        if (value > entry[0]) {
          entry[0] = value;
          entry[1] = word;
        }
        if ((word.folded !== own.folded || own.partial) && value > entry[3] && (has(page.titleField, word) || has(page.textField, word))) {
          entry[2] = word.folded === own.folded ? own.folded : word.said;
          entry[3] = value;
        }
      });
    });
    fitting.groups.forEach(function (share, group) {
      (byGroup.get(group) || []).forEach(function (number) {
        var entry = of(number);
        entry[0] = Math.max(entry[0], 12 * share);
      });
    });
    if (best <= 30 && !isNumber(own) && tokens.length < 5) {
      heard(own).concat(nearTitles(own), paired(own)).forEach(function (pair) {
        of(pair[0])[0] += pair[1];
      });
    }
    // A word that few pages have says more than one that all have.
    var rarity = 0.25 + Math.log(1 + pages.length / (1 + found.size)) / Math.log(1 + pages.length);
    // A figure says what is meant: 8,668 in “8,668 rides” more than the rides.
    if (/^[0-9.]{3,}/.test(own.folded)) rarity *= 2;
    found.rarity = rarity;
    found.forEach(function (entry) {
      entry[0] *= rarity;
    });
    return found;
  }

  // Pages with a title or name that sounds like this.
  function heard(own) {
    var found = [];
    soundsOf(own.said).forEach(function (said) {
      if (said.length > 2) pages.forEach(function (page, number) {
        if (page.sounds.indexOf(said) >= 0) found.push([number, 45]);
      });
    });
    return found;
  }

  // With one letter wrong, one half of a word still stands as it is: there the other is compared. Of a long word, whose
  // halves stand nowhere by chance, the texts are compared as well.
  function nearTitles(own) {
    var word = own.folded, size = word.length, middle = Math.floor(size / 2), found = [], isLong = size > 5 && !/[0-9]/.test(word);
    if (size < 4 || own.latin) return found;
    [0, 1].forEach(function (second) {
      var half = second ? word.slice(middle) : word.slice(0, middle);
      pagesWith({ folded: half, latin: isLatin(half), spaced: half }).forEach(function (number) {
        var page = pages[number];
        if (found[number] !== 30 && [page.titleField].concat(page.keyFields).some(isNear)) found[number] = 30;
        else if (!found[number] && isLong && isNear(page.textField)) found[number] = 20;
      });

      function isNear(place) {
        var text = place.folded, at = text.indexOf(half);
        while (at >= 0) {
          for (var length = size - 1; length <= size + 1; length += 1) {
            var start = second ? at + half.length - length : at;
            if (start >= 0 && distance(text.substr(start, length), word) < 2) return true;
          }
          at = text.indexOf(half, at + 1);
        }
        return false;
      }
    });
    return found.map(function (value, number) {
      return value ? [number, value] : null;
    }).filter(Boolean);
  }

  // A compound that nobody wrote in one piece: how many of its pairs of letters a page has.
  function paired(own) {
    var word = own.folded.slice(0, 24), count = word.length - 1, shares = new Map(), found = [];
    if (own.latin || word.length < 3) return found;
    for (var at = 0; at < count; at += 1) {
      (bigrams.get(word.charCodeAt(at) * 65536 + word.charCodeAt(at + 1)) || []).forEach(function (number) {
        shares.set(number, (shares.get(number) || 0) + 1);
      });
    }
    shares.forEach(function (most, number) {
      if (most / count <= 0.45) return;
      var page = pages[number], share = 0;
      page.about = page.about || page.titleField.folded + " " + page.keyFields.map(function (key) {
        return key.folded;
      }).join(" ");
      for (var at = 0; at < count; at += 1) {
        var pair = word.substr(at, 2);
        if (page.about.indexOf(pair) >= 0) share += 1;
        else if (page.textField.folded.indexOf(pair) >= 0) share += 0.4;
      }
      if (share / count > 0.45) found.push([number, 22 * share / count]);
    });
    return found;
  }

  // The pages on which a word stands as it was typed: in what the page shows, or in another name of it in the plan.
  function standsOn(word) {
    var on = new Set();
    if (word.partial) return on;
    return keep(keptStanding, keyOf(word), function () {
      return standing(word, on);
    });
  }

  function standing(word, on) {
    spellings(word).concat(word.latin && !isNumber(word) ? inflected(word).filter(function (longer) {
      return longer.spaced.slice(0, word.spaced.length) === word.spaced;
    }) : []).forEach(function (spelling) {
      pagesWith(spelling).forEach(function (number) {
        var page = pages[number];
        if (has(page.textField, spelling) || has(page.titleField, spelling) || has(page.ownField, spelling)) on.add(number);
      });
    });
    return on;
  }

  // The words of a question in a query, and whether a page has a heading that asks the same: "What is DX?".
  function askedOf(query) {
    var found = [];
    typedWords(query).forEach(function (typed) {
      var word = wordOf(typed);
      if (word.latin && asking.has(word.folded)) found.push(word);
      else found = found.concat((typed.match(ASKING) || []).filter(Boolean).map(wordOf));
    });
    return found;
  }

  function answers(page, words, asked) {
    return page.heads.some(function (head) {
      return words.concat(asked).every(function (word) {
        return has(head, word);
      });
    });
  }

  // Whether a page has a heading that says what a word means.
  function defines(page, word) {
    return page.heads.some(function (head) {
      return has(head, word) && defining.some(function (said) {
        return has(head, said);
      });
    });
  }

  window.planSearch = function (query) {
    foldUntil(Infinity);
    var typed = tokensOf(query), words = telling(typed), wholeWord = wordOf(shortened(query).trim()), total = new Map();
    if (!words.length) return [];
    var single = words.length === 1 && words[0].folded === wholeWord.folded;
    var byPhrase = phrases(query).map(scores), byToken = words.map(scores);
    var standing = words.map(standsOn), asTyped = typed.slice(0, 2 * WORDS).map(standsOn), asOne = standsOn(wholeWord);
    function of(number) {
      if (!total.has(number)) total.set(number, { page: pages[number], score: 0, hits: [], matched: 0, number: number });
      return total.get(number);
    }
    byToken.forEach(function (found, place) {
      found.forEach(function (entry, number) {
        var result = of(number);
        result.score += entry[0];
        result.matched += found.rarity;
        if (standing[place].has(number)) result.hits.push(words[place]);
        if (entry[1]) result.hits.push(entry[1]);
      });
    });
    // A word that no page has tells none from the others.
    var sum = byToken.reduce(function (sum, found) {
      return sum + (found.size ? found.rarity : 0);
    }, 0);
    total.forEach(function (result) {
      if (!single) result.score *= Math.pow(result.matched / sum, 1.2);
    });
    if (!single) byPhrase.forEach(function (found) {
      found.forEach(function (entry, number) {
        var result = of(number);
        result.score += 1.5 * entry[0];
        if (entry[1]) result.hits.unshift(entry[1]);
      });
    });
    if (!single) pagesWith(wholeWord).forEach(function (number) {
      var result = of(number);
      result.score += 2.5 * weight(pages[number], wholeWord);
      result.hits.unshift(wholeWord);
    });
    var results = Array.from(total.values()), asked = askedOf(query);
    if (asked.length) results.forEach(function (result) {
      if (answers(result.page, words, asked)) result.score += 60;
    });
    if (words.length === 1) results.forEach(function (result) {
      if (defines(result.page, words[0])) result.score += 60;
    });
    results.forEach(function (result) {
      var number = result.number, near = byToken.filter(function (found, place) {
        return !standing[place].has(number);
      }).concat(byPhrase).map(function (found) {
        return found.has(number) ? found.get(number)[2] : "";
      }).filter(Boolean);
      var stand = standing.some(function (on) {
        return on.has(number);
      });
      var each = asTyped.every(function (on) {
        return on.has(number);
      });
      result.score *= result.page.rank;
      result.kind = each || asOne.has(number) ? "words" : near.length ? "near" : stand ? "part" : "other";
      result.near = result.kind === "near" ? near : [];
    });
    if (single && results.some(isNamed)) below(results);
    // What has the words is listed, however little they say there; so is what has a word near to the only one, and where
    // there is nothing else, what has any of them.
    var least = results.some(isTelling) ? 3 : 0.5;
    return results.filter(function (result) {
      return result.score > least || result.kind === "words" || single && result.kind === "near";
    }).sort(function (one, other) {
      return other.score - one.score || one.number - other.number;
    });

    function isTelling(result) {
      return result.score > 3 || result.kind === "words";
    }

    function isNamed(result) {
      return result.kind === "words" && (has(result.page.titleField, wholeWord) || has(result.page.ownField, wholeWord));
    }
  };

  // Where a page is named by the word that was typed, it is a word of the plan: what has another one in its place stands
  // below all that have it.
  function below(results) {
    var least = results.reduce(function (least, result) {
      return result.kind === "words" ? Math.min(least, result.score) : least;
    }, Infinity);
    results.forEach(function (result) {
      if (result.kind !== "words") result.score *= Math.min(1, least / (result.score + 1));
    });
  }

  // What is said of a search: how many pages have its words, and of which of them the plan does not speak at all. No
  // number is told of more than it counts; `patterns` are the site's words for it.
  window.planSaid = function (query, results, patterns) {
    var total = results.length, said = [], near = {}, numbers = { words: 0, near: 0, part: 0, other: 0 };
    var cut = isCut(query) ? patterns.gap + fill(patterns.cut, { count: WORDS }) : "";
    if (!total) return fill(patterns.none, { query: shown(query) }) + cut;
    results.forEach(function (result) {
      numbers[result.kind] += 1;
      result.near.forEach(function (word) {
        near[word] = true;
      });
    });
    var here = [], absent = [];
    telling(tokensOf(query)).forEach(function (word) {
      (standsOn(word).size ? here : absent).push(word.said);
    });
    function say(pattern, count, words) {
      var slots = { query: words.length ? words[0] : shown(query), count: count, words: words.join(patterns.between) };
      said.push(fill(patterns[pattern], slots));
    }
    if (numbers.words) say("some", numbers.words, []);
    else if (absent.length && !here.length && numbers.near === total) {
      return fill(patterns.near, { query: absent.join(patterns.between), words: Object.keys(near).join(patterns.between), count: total })
        + more(total, patterns) + cut;
    }
    if (absent.length && !numbers.words) say("absent", 0, absent);
    if (numbers.part) say(here.length > 1 ? "alsoPart" : "some", numbers.part, here);
    if (numbers.near) say("alsoNear", numbers.near, Object.keys(near));
    if (numbers.other) say("alsoOther", numbers.other, []);
    return said.join(patterns.gap) + more(total, patterns) + cut;
  };

  // A query as it is said again: of a long one the beginning.
  function shown(query) {
    var said = Array.from(query.slice(0, 200));
    return said.length > 60 ? said.slice(0, 60).join("") + "…" : query;
  }

  function more(total, patterns) {
    return total > SHOWN ? patterns.gap + fill(patterns.first, { count: SHOWN }) : "";
  }

  // Words as they are: $& in a query means nothing, nor do braces in it.
  function fill(pattern, slots) {
    return pattern.replace(/\{([a-z]+)\}/g, function (slot, name) {
      return slots[name];
    });
  }

  // Words that find something and are written nearly as those of a query: that it begins, that slips part from it, or that
  // share pairs of letters with it. At most five, the nearest first.
  window.planNearest = function (query) {
    foldUntil(Infinity);
    var found = [], asked = fold(query), end = performance.now() + NEARLY, tokens = telling(tokensOf(query)).filter(function (token) {
      return !isNumber(token) && !standsOn(token).size;
    }).slice(0, 4);
    if (!tokens.length) return found;
    for (var at = 0; at < names.length && (at % 256 || performance.now() < end); at += 1) {
      var name = names[at], best = 0;
      if (name[1] === asked) continue;
      for (var k = 0; k < tokens.length; k += 1) {
        if (tokens[k].folded !== name[1] && name[2] === tokens[k].latin) best = Math.max(best, nearness(tokens[k], name[1]));
      }
      if (best > 0.4) found.push([name[0], best + (vocabulary.has(name[1]) ? 0.2 : 0)]);
    }
    return found.sort(function (one, other) {
      return other[1] - one[1] || one[0].length - other[0].length;
    }).slice(0, 20).filter(function (pair, place, all) {
      var word = wordOf(pair[0]);
      return finds(word) && !all.slice(0, place).some(function (other) {
        return word.latin && stems(wordOf(other[0]).spaced) === stems(word.spaced);
      });
    }).slice(0, 5).map(function (pair) {
      return pair[0];
    });
  };

  // Whether a word, or one that means the same, stands on a page.
  function finds(word) {
    return anyHas(word) || (byFolded.get(word.folded) || []).some(function (group) {
      return group.some(anyHas);
    });
  }

  function nearness(token, folded) {
    var typed = token.folded, shorter = Math.min(typed.length, folded.length), longer = Math.max(typed.length, folded.length);
    if (shorter > (token.latin ? 4 : 2) && distance(typed, folded) < 2) return 1.1;
    if (token.latin) {
      if (folded.slice(0, shorter) === typed.slice(0, shorter) && shorter > 2) return 0.4 + 0.6 * shorter / longer;
      return shorter > 5 && isClose(typed, folded) ? 0.9 : 0;
    }
    var same = 0;
    for (var at = 0; at < typed.length - 1; at += 1) if (folded.indexOf(typed.substr(at, 2)) >= 0) same += 1;
    return Math.max(2 * same / (typed.length + folded.length - 2), shorter > 3 ? 1.4 * shared(typed, folded) / (typed.length + folded.length) : 0);
  }

  // How many letters two words share, each counted once.
  function shared(one, other) {
    var count = 0;
    for (var at = 0; at < one.length; at += 1) if (one.indexOf(one[at]) === at && other.indexOf(one[at]) >= 0) count += 1;
    return count;
  }

  // ---- What is shown of a page: from one line of its text, which is a sentence, an entry of parts or a row of cells
  window.planSnippet = function (page, hits, section) {
    var text = page.text, from = beginning(page, section), found = firstPlace(page, hits, from), start, end, first;
    var next = page.sections[page.sections.indexOf(section) + 1];
    if (!found || section && next && found[0] > next[0]) {
      start = from;
      end = lineEnd(text, start);
      return pieces(text.slice(start, end), 0, 0, 0, 110);
    }
    start = text.lastIndexOf("\n", found[0] - 1) + 1;
    end = lineEnd(text, found[0]);
    first = found[0] - start;
    return shownIn(text, start, text.slice(start, end), first, Math.min(found[1], end) - start);
  };

  // Where what a section says begins: behind its heading.
  function beginning(page, section) {
    var from = section ? page.text.indexOf("\n", section[0] + 1) + 1 : 0;
    return from && from < page.text.length ? from : 0;
  }

  function lineEnd(text, from) {
    var end = text.indexOf("\n", from);
    return end < 0 ? text.length : end;
  }

  // A line as pieces of text, in turn not marked and marked. What parts cells and parts is shown as a dash.
  function shownIn(text, start, line, first, last) {
    var parted = /[\t\f]/.test(line), cells = line.split(/[\t\f]/), before = line.slice(0, first).split(/[\t\f]/);
    var place = before.length - 1, at = first - line.slice(0, first).length + before[place].length, name = [], after = "";
    if (!parted) return pieces(line, first, last, 40, 70);
    var heads = line.indexOf("\t") >= 0 ? headsOf(text, start) : [];
    if (line[0] === "\v") return pieces(line.slice(1), first - 1, last - 1, 40, 70).map(function (part) {
      return part.replace(/[\t\v\r]+/g, " / ");
    });
    if (place) name = [cellOf(text, start, 0), heads[place]].filter(Boolean);
    else for (var next = 1; next < cells.length && after.length < 80; next += 1) {
      var said = cellOf(text, start, next);
      if (said) after += " \u2014 " + (heads[next] ? heads[next] + ": " : "") + said;
    }
    var size = Math.min(last - first, cells[place].length - at), found = pieces(cells[place], at, at + size, 40, 70);
    found[0] = (place ? name[0] + " \u2014 " + (name[1] ? name[1] + ": " : "") : "") + found[0];
    found[2] += after;
    return found;
  }

  // The lines of a table above one of its rows, the nearest first, with the heads that they end with.
  function rowsAbove(text, start) {
    var found = [], heads = false;
    while (start > 0) {
      var before = text.lastIndexOf("\n", start - 2) + 1, line = text.slice(before, start - 1);
      if (heads ? line[0] !== "\v" : line[0] !== "\v" && line.indexOf("\t") < 0) break;
      heads = line[0] === "\v";
      found.push(line);
      start = before;
    }
    return heads ? found : [];
  }

  // For each column of a row what its heads say: a head that reaches over columns is told of each.
  function headsOf(text, start) {
    var found = [];
    rowsAbove(text, start).filter(function (line) {
      return line[0] === "\v";
    }).reverse().forEach(function (line) {
      var last = "";
      line.slice(1).split("\t").forEach(function (head, column) {
        if (head !== "\v") last = head === "\r" ? "" : head;
        if (last) found[column] = found[column] ? found[column] + " / " + last : last;
      });
    });
    return found;
  }

  // What a cell of a row says, or that of a row above which reaches down to it; nothing where one beside it does.
  function cellOf(text, start, column) {
    var end = lineEnd(text, start), said = text.slice(start, end).split(/[\t\f]/)[column];
    if (said === "\r") rowsAbove(text, start).some(function (line) {
      if (line[0] !== "\v") said = line.split("\t")[column];
      return said !== "\r";
    });
    return /^[\v\r]?$/.test(said) ? "" : said;
  }

  function pieces(line, first, last, before, after) {
    var start = Math.max(0, first - before), end = Math.min(line.length, last + after);
    return [(start ? "\u2026" : "") + line.slice(start, first), line.slice(first, last), line.slice(last, end) + (end < line.length ? "\u2026" : "")];
  }

  // Where in the text of a page the first of some words stands, from a place on, that stands there at all.
  function firstPlace(page, hits, from) {
    var found = null;
    hits.some(function (word) {
      if (!has(page.textField, word)) return false;
      page.where = page.where || placed(page.text);
      found = placeOf(page.text, page.where, word, from);
      return found;
    });
    return found;
  }

  // The section that a result leads to: the one named by a word found, else the one whose text holds the first.
  window.planSection = sectionOf;

  function sectionOf(page, hits) {
    var named = null, before = null;
    if (hits.some(function (word) {
      return has(page.titleField, word);
    })) return null;
    hits.some(function (word) {
      page.sections.forEach(function (section) {
        if (!has(headOf(section[2]), word)) return;
        if (!named || section[2].length < named[2].length) named = section;
      });
      return named;
    });
    if (named) return named;
    var found = page.sections.length ? firstPlace(page, hits, 0) : null;
    page.sections.forEach(function (section) {
      if (found && section[0] <= found[0]) before = section;
    });
    return before;
  }

  // ---- The page of results
  var form = document.querySelector("form.find.search"), output = document.querySelector("#results");
  if (!form || !output) return;
  var box = form.elements.q, said = document.querySelector("#results-said");
  var nearest = document.querySelector("#results-nearest"), answer = document.querySelector(".search-answer");

  function marked(said) {
    var node = document.createElement("p"), mark = document.createElement("mark");
    mark.textContent = said[1];
    node.append(said[0]);
    if (said[1]) node.append(mark, said[2]);
    else node.append(said[2]);
    return node;
  }

  var waiting = false;

  function prepare() {
    if (!foldUntil(performance.now() + SLICE)) return setTimeout(prepare);
    form.dataset.ready = "";
    if (waiting) run();
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
      item.append(link, marked(window.planSnippet(result.page, result.hits, section)));
      output.append(item);
    });
    output.hidden = !results.length;
    said.textContent = query ? window.planSaid(query, results, said.dataset) : "";
    suggest(!query || isAnswered(query, results) ? [] : window.planNearest(query));
    answer.dataset.answered = "";
  }

  // Whether what was found has the words of a query, or words near to them; a part of one is no answer yet.
  function isAnswered(query, results) {
    return results.some(function (result) {
      return result.kind === "words" || result.kind === "near";
    }) && !telling(tokensOf(query)).some(function (word) {
      return word.partial;
    });
  }

  // Words that find something, as links that look for them.
  function suggest(words) {
    var list = nearest.querySelector("ul");
    list.textContent = "";
    words.forEach(function (word) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = "?q=" + encodeURIComponent(word);
      link.textContent = word;
      item.append(link);
      list.append(item);
    });
    nearest.hidden = !words.length;
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
