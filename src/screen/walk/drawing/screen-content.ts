import type { Row } from '../../../layout/block-rows.ts';
import type { Inspector } from '../../../views/bytes/inspector.ts';
import type { BytesShown } from '../../../views/bytes/shown-bytes.ts';
import type { Places } from '../../../views/map/places.ts';
import type { Run } from '../../../views/page.ts';
import type { ListContent, ScreenFooter } from '../../components/fitted-rows.ts';
import type { Headline } from '../../components/frame/headline.ts';
import type { StepName } from '../../components/frame/steps-row.ts';
import type { Pane } from '../../components/page/page-parts.ts';
import type { Changed, ScreenRow } from '../../components/styled-glyphs.ts';
import type { Cursor } from './cursor.ts';

export interface ScreenContent extends ScreenFooter {
  readonly headline: Headline;
  readonly steps: readonly StepName[];
  readonly step: number;
  readonly rows: readonly Row[];
  readonly cursor: Cursor;
  readonly places: Places;
  readonly changed: Changed;
  /** The search text, in lowercase; empty if no search is active. */
  readonly searched: string;
  readonly beside: BesidePage;
  readonly pane: Pane;
  readonly inspector: Inspector | null;
  /** The whole problem, which is shown instead of the inspector; `null` if there is no problem. */
  readonly problem: readonly Run[] | null;
  /** The changes that edits made, for the rule above the keys; `null` if nothing has changed. */
  readonly change: Change | null;
  /** The list that is shown instead of the page; `null` if no list is open. */
  readonly list: ListContent | null;
  /** The map; `null` if this walk has none. */
  readonly map: MapContent | null;
}

export interface Change {
  readonly left: readonly Run[];
  /** Titles for the right end, the longest first. */
  readonly right: readonly string[];
  /** The text that is shown if there is no rule above the keys; empty if there is nothing to say. */
  readonly short: string;
}

export interface MapContent {
  readonly title: readonly Run[];
  readonly rows: readonly ScreenRow[];
  /** Whether the map takes up the whole screen instead of the text. */
  readonly isWhole: boolean;
}

/**
 * The content beside a page: the bytes of the value under the cursor (`null` if the row shows no bytes), a text whose
 * rows match the page's rows, or nothing if the page shows no bytes.
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
      /** The value under the cursor of the pane that the keys control; `null` if its row shows no bytes. */
      readonly shown: BytesShown | null;
    };
