/** Defines Java. */
import { type Language, LIKE_JAVA } from '../written/syntax.ts';
import { OF_JVM } from './jvm.ts';

export const JAVA: Language = {
  name: 'Java',
  syntax: {
    ...LIKE_JAVA,
    marks:
      /^[ \t]*(?:import java|(?:public|private|static|final)[\w<>[\], ]* \w+\(|(?:String|byte\[\]|Mac|Map<\w+, ?\w+>|StringBuilder) \w+ =)|\bMac\.getInstance\b|\bthrows \w*Exception/gm,
    members: /^(?:\.|::)$/,
  },
  calls: OF_JVM,
};
