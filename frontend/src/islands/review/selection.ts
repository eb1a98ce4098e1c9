/** Where selected words stand: the paragraph or cell that holds their beginning. */
export interface Selected {
  quote: string;
  block: string;
  row: string | undefined;
  column: string | undefined;
}

const SMALLEST = 2;

/** The words without the numbers of claims between them, and their place; null when nothing of use is selected. */
export function selected(quote: string, place: Record<string, string | undefined>): Selected | null {
  const words = quote.split(/\s+/).filter(Boolean).join(" ");
  const block = place["block"];
  if (words.length < SMALLEST || block === undefined) return null;
  return { quote: words, block, row: place["row"], column: place["column"] };
}

/** The address that opens the form of a new claim of `kind`, begun with the selected words. */
export function addAddress(kind: string, words: Selected, base: string): string {
  const query = new URLSearchParams(base.replace(/^[^?]*\??/, "").replace(/&$/, ""));
  query.delete("muc");
  query.set("them", kind);
  query.set("quote", words.quote);
  query.set("block", words.block);
  if (words.row !== undefined && words.column !== undefined) {
    query.set("row", words.row);
    query.set("column", words.column);
  }
  return `?${query.toString()}`;
}
