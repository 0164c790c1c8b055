/** Finds the room for the picture of a whole signature, which is above the inspector. */
import { hasTwoSides } from '../../../layout/whole/picture.ts';
import type { Room } from '../../../layout/wrapping.ts';
import { bodyRoom, type Regions } from '../../components/regions.ts';

/** The rows of the inspector below the picture, with its title, at the least. */
const INSPECTOR = { compact: 2, wide: 5 } as const;

/** Returns the room for the picture. */
export function pictureRoom(regions: Regions): Room {
  const [{ width }, height] = [regions, bodyRoom(regions)];
  const wide = { width, height: height - INSPECTOR.wide };
  return hasTwoSides(wide) ? wide : { width, height: height - INSPECTOR.compact };
}
