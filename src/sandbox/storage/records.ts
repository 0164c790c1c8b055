/** Records every change to the store, so that nothing is lost once it has been acknowledged. */
import type { Octets } from '../../bytes/octets.ts';
import type { Refusal } from '../answers/answer.ts';
import type { StoredObject, Upload, UploadedPart } from './stored-object.ts';

/** Writes changes permanently. Each method returns after the change has been written, or with a refusal. */
export interface Records {
  bucket(name: Octets, created: Date): Refusal | null;
  deleteBucket(name: Octets): void;
  object(bucket: Octets, key: Octets, object: StoredObject): Refusal | null;
  deleteObject(bucket: Octets, key: Octets): void;
  upload(upload: Upload): Refusal | null;
  part(uploadId: string, number: number, part: UploadedPart): Refusal | null;
  complete(upload: Upload, object: StoredObject): Refusal | null;
  deleteUpload(upload: Upload): void;
}
