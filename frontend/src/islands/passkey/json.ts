/** WebAuthn's options and answers as JSON; browsers before Chrome 129 have no functions of their own for it. */

interface Descriptor {
  id: string;
  type: PublicKeyCredentialType;
  transports?: AuthenticatorTransport[];
}

/** What the server sends to make a passkey: bytes are base64url. */
export interface CreationJson {
  publicKey: Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
    challenge: string;
    user: { id: string; name: string; displayName: string };
    excludeCredentials?: Descriptor[];
  };
}

/** What the server sends to use one. */
export interface RequestJson {
  publicKey: Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & {
    challenge: string;
    allowCredentials?: Descriptor[];
  };
}

export function bytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function base64url(buffer: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const known = (list?: Descriptor[]): PublicKeyCredentialDescriptor[] => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

/** Options for a passkey that opens the door alone: it is found without a name, and asks for finger, face or PIN. */
export function creation(json: CreationJson): CredentialCreationOptions {
  const { publicKey } = json;
  return {
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  };
}

export function request(json: RequestJson): CredentialRequestOptions {
  const { publicKey } = json;
  return {
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) },
  };
}

/** The browser's answer as the server reads it. */
export function answer(credential: PublicKeyCredential): Record<string, unknown> {
  return {
    id: credential.id,
    rawId: base64url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: response(credential.response),
  };
}

function response(from: AuthenticatorResponse): Record<string, unknown> {
  const clientDataJSON = base64url(from.clientDataJSON);
  if ("attestationObject" in from) {
    const made = from as AuthenticatorAttestationResponse;
    return { clientDataJSON, attestationObject: base64url(made.attestationObject), transports: made.getTransports() };
  }
  const used = from as AuthenticatorAssertionResponse;
  return {
    clientDataJSON,
    authenticatorData: base64url(used.authenticatorData),
    signature: base64url(used.signature),
    userHandle: used.userHandle ? base64url(used.userHandle) : null,
  };
}
