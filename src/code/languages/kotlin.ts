/** Defines Kotlin (https://kotlinlang.org/api/core/kotlin-stdlib). */
import { LAST } from '../flow/meanings.ts';
import { type Language, LIKE_JAVA } from '../written/syntax.ts';
import { OF_JVM } from './jvm.ts';

export const KOTLIN: Language = {
  name: 'Kotlin',
  syntax: {
    ...LIKE_JAVA,
    marks: /^[ \t]*(?:private |internal )?(?:fun \w+\(|val \w+(?:: ?[\w<>]+)? = )|\bjoinToString\b|\.toByteArray\(/gm,
    raw: /"""/,
    filled: /"""|"/,
    hole: /\$(?:(?<name>[A-Za-z_]\w*)|\{)/,
  },
  calls: {
    ...OF_JVM,
    'toByteArray lowercase entries toList': { is: 'same', of: 'self' },
    'mapOf mutableMapOf listOf': { is: 'collection-of', sorted: false },
    sortedMapOf: { is: 'collection-of', sorted: true },
    'toSortedMap sortedBy': { is: 'sort', of: 'self' },
    keys: { is: 'keys', of: 'self' },
    joinToString: { is: 'join', of: 'self', by: 0, each: LAST },
    toRequestBody: { is: 'send', body: 'self' },
  },
};
