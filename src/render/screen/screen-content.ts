/** What a screen shows, before it is known how large it is. */
import type { ByteCard } from '../../pages/bytes/byte-card.ts';
import type { BytesShown } from '../../pages/bytes/shown-bytes.ts';
import type { Run } from '../../pages/page.ts';
import type { Places } from '../../pages/places.ts';
import type { Row } from '../layout/block-rows.ts';
import type { Cursor } from './cursor.ts';
import type { ListContent } from './fitted-rows.ts';
import type { Pane } from './page/page-parts.ts';
import type { Changed } from './styled-glyphs.ts';

export interface ScreenContent {
  /** SIGN or VERIFY, and what is to be said of the whole. */
  readonly verdict: readonly Run[];
  /** The titles of all stages. */
  readonly titles: readonly string[];
  /** Which stage, from 0. */
  readonly step: number;
  readonly rows: readonly Row[];
  readonly cursor: Cursor;
  readonly places: Places;
  readonly changed: Changed;
  /** The other pane. */
  readonly beside: BesidePage;
  /** The one in which the keys move. */
  readonly pane: Pane;
  readonly card: ByteCard | null;
  /** In the place of the card: what is wrong, in full, where the first line has no room for it. */
  readonly problem: readonly Run[] | null;
  /** In the place of the last rows of the card, as many as it takes. */
  readonly notice: readonly Run[] | null;
  /** In the place of the page. */
  readonly list: ListContent | null;
  readonly footer: readonly Run[];
}

/**
 * The bytes of the value that the cursor stands on, `null` where it stands on none; a text in step with the page; or
 * nothing, where a page has no bytes at all.
 */
export type BesidePage =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bytes'; readonly shown: BytesShown | null }
  | {
      readonly kind: 'text';
      /** As many as the page has, what belongs together in the same row. */
      readonly rows: readonly Row[];
      readonly cursor: Cursor;
      readonly titles: Readonly<Record<Pane, string>>;
    };
