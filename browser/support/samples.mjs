/** Dirty files, as departments send them. Everything in them is made up. */

const UPPER_HALF = new TextDecoder("windows-1251").decode(Uint8Array.from({ length: 128 }, (_, index) => index + 128));

/**
 * Bytes of a text in windows-1251, which browsers and Node only read.
 *
 * @param {string} text
 */
export function windows1251(text) {
  return Buffer.from(
    [...text].map((character) => {
      const code = character.charCodeAt(0);
      if (code < 128) {
        return code;
      }
      const place = UPPER_HALF.indexOf(character);
      if (place < 0) {
        throw new Error(`windows-1251 has no ${character}`);
      }
      return place + 128;
    }),
  );
}

const HEADER = ["Номер ", "Назва зупинки", "Дата огляду", "Площа, кв. м", "Навіс"];
const ROWS = [
  ["1", " Вокзал", "01.02.2024", "12,5", "так"],
  // The letter `o` of the name is Latin, as copied from somewhere.
  ["2", "Пл\u006Fща Ринкова", "15.02.2024", "1 204,75", "ні"],
  ["3", "Річковий  порт", "28.02.2024", "9,25", "так"],
  ["4", "Ботанічний сад", "03.03.2024", "немає даних", "ні"],
  ["5", "Лікарня ", "17.03.2024", "8,0", "так"],
];

/** The first file: encoding, spaces, dates, decimal commas and words for nothing are wrong. */
export function dirtyStops() {
  return file("зупинки-лютий.csv", ROWS);
}

/** The next file: one row changed, one removed, one added. */
export function nextStops() {
  const changed = ROWS.filter(([number]) => number !== "5").map((row) => (row[0] === "1" ? [...row.slice(0, 3), "14,5", "ні"] : row));
  return file("зупинки-березень.csv", [...changed, ["6", "Набережна", "30.03.2024", "7,75", "ні"]]);
}

/**
 * @param {string} name
 * @param {string[][]} rows
 */
function file(name, rows) {
  const text = [HEADER, ...rows].map((row) => row.join(";")).join("\r\n");
  return { name, mimeType: "text/csv", buffer: windows1251(`${text}\r\n`) };
}

/**
 * A clean file of many megabytes, to be cut on its way.
 *
 * @param {number} bytes
 */
export function largeFile(bytes) {
  const line = (/** @type {number} */ number) => `${number},умовне місце ${number},2024-03-${String((number % 28) + 1).padStart(2, "0")}\n`;
  const lines = ["uid,label,checked\n"];
  let size = 0;
  for (let number = 1; size < bytes; number += 1) {
    const next = line(number);
    lines.push(next);
    size += Buffer.byteLength(next);
  }
  return { name: "великий-файл.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("")) };
}

/** A list with what no list may show: a tax number with a right check digit, private phones and mail. */
export function applicants() {
  const lines = [
    "Номер;Адреса об’єкта;РНОКПП;Телефон;Пошта",
    "1;Умовна вулиця, 1;3184710691;067 123 45 67;test.person@gmail.com",
    "2;Умовна вулиця, 2;3184710691;0671234568;second.person@gmail.com",
  ];
  return { name: "заявники.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
}

/** Bytes that are no table. */
export function junk() {
  return { name: "знімок.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 251)) };
}

/** A clean list of stops whose columns are called by the titles of the standard; two points have latitude and longitude swapped. */
export function titledStops() {
  const header = "Ідентифікатор;Код;Назва;Опис;Географічна широта;Географічна довгота;Поштовий індекс;Населений пункт;Вулиця або аналог;Номер об’єкта;Тарифна зона;Тип зупинки";
  const rows = Array.from({ length: 24 }, (_, place) => {
    const point = [`48.46${String(place + 10)}`, `35.04${String(place + 10)}`];
    const [first, second] = place % 12 === 5 ? point.reverse() : point;
    return `z-${place};${place};Площа ${place};Умовна;${first};${second};49000;Дніпро;вул. Умовна;${place + 1};1;0`;
  });
  return { name: "зупинки.csv", mimeType: "text/csv", buffer: Buffer.from([header, ...rows, ""].join("\n"), "utf8") };
}
