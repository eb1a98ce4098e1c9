/** What the islands say, in the language of the page; the Vietnamese text is the key, as on the server. */
const ENGLISH = {
  "Chưa chọn tệp": "No file chosen",
  "Chỉ tiêu": "Indicator",
  "Nhiệm vụ": "Task",
  "Chế độ báo cáo": "Reporting obligation",
  "Thêm": "Add",
  "Thêm mục từ lời đã chọn": "Add an item from the selected words",
  "Chưa ghi được việc vừa bấm; những gì đã ghi trước đó vẫn còn. Kiểm tra mạng, tải lại trang rồi bấm lại.":
    "What you just pressed was not saved; everything saved before is still there. Check the network, load the page again, then press again.",
  "Chưa lưu được vì mất mạng; số vẫn ở đây, sẽ lưu lại khi có mạng.":
    "Not saved: there is no network. The figure stays here and will be saved once the network is back.",
  "Tự lưu {at}": "Saved {at}",
  "sửa {count} lỗi trước": "errors to correct: {count}",
  "Mốc": "Milestone",
  "Mốc {value}": "Target {value}",
  "Lộ trình": "Path",
  "hôm nay": "today",
  "Số liệu đã duyệt": "Approved figures",
} as const;

export type Word = keyof typeof ENGLISH;

/** The words with their places, `{at}`, filled in. */
export function say(words: Word, places: Record<string, string | number> = {}): string {
  const said: string = globalThis.document?.documentElement.lang === "en" ? ENGLISH[words] : words;
  return said.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}
