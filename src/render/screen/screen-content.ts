/** What a screen shows, at any size. */
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
  readonly verdict: readonly Run[];
  readonly titles: readonly string[];
  readonly step: number;
  readonly rows: readonly Row[];
  readonly cursor: Cursor;
  readonly places: Places;
  readonly changed: Changed;
  readonly beside: BesidePage;
  readonly pane: Pane;
  readonly card: ByteCard | null;
  /** Shown instead of the card: what is wrong, in full, because the first line may be too short for it. */
  readonly problem: readonly Run[] | null;
  /** Shown instead of the last rows of the card, as many as it needs. */
  readonly notice: readonly Run[] | null;
  /** Shown instead of the page. */
  readonly list: ListContent | null;
  readonly footer: readonly Run[];
}

/**
 * What is beside a page: the bytes of the value of the cursor (`null` if its row has none), a text in step with the page, or
 * nothing if the page has no bytes.
 */
export type BesidePage =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bytes'; readonly shown: BytesShown | null }
  | {
      readonly kind: 'text';
      /** As many rows as the page has; related rows have the same index. */
      readonly rows: readonly Row[];
      readonly cursor: Cursor;
      readonly titles: Readonly<Record<Pane, string>>;
    };
