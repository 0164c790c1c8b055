/**
 * Ends a property in time. A property that fails is tried with ever smaller examples, and one that never waits for
 * anything outside gives the limit of its test no chance to end it: the smallest example found so far is reported.
 */
import fc from 'fast-check';
import { TEST_LIMIT } from './waits.ts';

fc.configureGlobal({ interruptAfterTimeLimit: TEST_LIMIT, markInterruptAsFailure: true });
