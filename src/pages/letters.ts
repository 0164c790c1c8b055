/** The letter of a row. */
export interface RowLetter {
  readonly text: string;
  readonly hue: number | null;
}
