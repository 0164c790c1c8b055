/** Opens what the screen can show. The code for each kind is loaded when the first one is opened. */
import type { OpenShown, WalkOpening } from './opening.ts';

/** A diagnosis begins with its own page; every other walk is shown as a walk. What is opened from it is opened in the same way. */
export const openShown: OpenShown = ({ open }, shown, opening = {}) => {
  switch (shown.kind) {
    case 'course':
      return open(import('./course/describe-course.tsx').then(({ describeCourse }) => describeCourse(shown.course)));
    case 'paste':
      return open(
        import('./paste/describe-paste.tsx').then(({ describePaste }) => describePaste(shown.page, openShown)),
      );
    case 'traffic':
      return open(
        import('./traffic/describe-traffic.tsx').then(({ describeTraffic }) =>
          describeTraffic(shown.traffic, openShown),
        ),
      );
    case 'walk': {
      const { walk } = shown;
      const commands = 'commands' in shown && { commands: shown.commands };
      const further: WalkOpening = { ...opening, ...commands, openShown };
      return walk.facts.trace.purpose === 'diagnose'
        ? open(import('./diagnosis/describe-diagnosis.tsx').then((page) => page.describeDiagnosis(walk, further)))
        : open(import('./walk/describe-walk.tsx').then((page) => page.describeWalk(walk, further)));
    }
  }
};
