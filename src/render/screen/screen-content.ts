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
  /**
   * The whole problem, which is shown instead of the card because the first line may be too short for it; `null` if
   * there is none.
   */
  readonly problem: readonly Run[] | null;
  /** Shown instead of the last rows of the card; `null` for no notice. */
  readonly notice: readonly Run[] | null;
  /** Shown instead of the page; `null` if no list is open. */
  readonly list: ListContent | null;
  readonly footer: readonly Run[];
}

/**
 * What is beside a page. This is the bytes of the value under the cursor (`null` if the row shows none), a text whose
 * rows match those of the page, or nothing if the page shows no bytes.
 */
export type BesidePage =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bytes'; readonly shown: BytesShown | null }
  | {
      readonly kind: 'text';
      /** There are as many rows as on the page, and matching rows have the same index. */
      readonly rows: readonly Row[];
      readonly cursor: Cursor;
      readonly titles: Readonly<Record<Pane, string>>;
    };
