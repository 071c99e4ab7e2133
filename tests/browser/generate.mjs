// Writes articles as JSON Lines: `node generate.mjs 2000 > large.jsonl`. Ten claims an article; in stories of
// five articles that say the same, but for a sum that one of them has wrong.

const count = Number(process.argv[2]);
const syllables = [..."가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허"];

/** A place that only one story is about. */
function place(story) {
  const at = (n) => syllables[Math.floor(story / 27 ** n) % 27];
  return `${at(0)}${at(1)}${at(2)}${at(3)}`;
}

function article(index) {
  const story = Math.floor(index / 5);
  const teller = index % 5;
  const where = `${place(story)}시`;
  const sum = 100 + (story % 800);
  const said = teller === 4 && story % 2 === 0 ? sum * 10 : sum;
  const people = 20 + (story % 70);
  const body = [
    `${where}는 ${where} 저류조 공사비로 ${said}억 원을 썼다고 7일 밝혔다.`,
    `${where} 저류조는 길이 ${300 + (story % 90)}m로 지어졌고, ${where} 하천 정비에는 ${50 + (story % 40)}억 원이 들었다.`,
    `${where} 공사에는 ${people}명이 일했고 이 가운데 ${people - 7}명이 ${where} 주민이다.`,
    `윤 ${where}장은 “${where}의 물길부터 살려야 한다”고 8일 말했다.`,
    `${where} 의회는 예산의 ${10 + (story % 60)}%를 복지에 쓰기로 했다.`,
    "주민들은 물길이 살아나기를 바랐다. ".repeat(8),
  ];
  return {
    id: `a${index}`,
    outlet: `${["물결", "마루", "다온", "한강", "이음"][teller]}신문 ${story % 40}`,
    title: `${where} 저류조 공사비 ${said}억 원`,
    published: `2024-05-${String(8 + (teller % 3)).padStart(2, "0")}`,
    topic: `t${story}`,
    body: body.join("\n\n"),
  };
}

for (let index = 0; index < count; index += 1) console.log(JSON.stringify(article(index)));
