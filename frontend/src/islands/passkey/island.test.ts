import { describe, expect, it } from "vitest";
import { answer, base64url, bytes, creation, request, type CreationJson } from "./json.ts";

const made: CreationJson = {
  publicKey: {
    challenge: "-_8A",
    rp: { name: "Cột Mốc" },
    user: { id: "Nw", name: "quantri", displayName: "Quản trị" },
    pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    excludeCredentials: [{ id: "AQI", type: "public-key" }],
    authenticatorSelection: { residentKey: "discouraged", userVerification: "preferred" },
  },
};

describe("base64url", () => {
  it("has no padding and none of the letters an address cannot hold", () => expect(base64url(bytes("-_8A").buffer)).toBe("-_8A"));
  it("gives back every byte", () => {
    const every = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(bytes(base64url(every.buffer))).toEqual(every);
  });
});

it("makes keys that are found without a name and ask who holds them", () => {
  const { publicKey } = creation(made);
  expect(publicKey?.authenticatorSelection).toMatchObject({ residentKey: "required", userVerification: "required" });
  expect(publicKey?.user.id).toEqual(bytes("Nw"));
  expect(publicKey?.excludeCredentials?.[0]?.id).toEqual(bytes("AQI"));
});

it("asks for any key of this place when the list is missing", () => {
  expect(request({ publicKey: { challenge: "AQI" } }).publicKey?.allowCredentials).toEqual([]);
});

it("answers in words the server reads", () => {
  const buffer = bytes("AQI").buffer;
  const credential = {
    id: "AQI", rawId: buffer, type: "public-key", authenticatorAttachment: "platform", getClientExtensionResults: () => ({}),
    response: { clientDataJSON: buffer, authenticatorData: buffer, signature: buffer, userHandle: null },
  };
  expect(answer(credential as unknown as PublicKeyCredential)).toMatchObject({
    rawId: "AQI", response: { signature: "AQI", userHandle: null },
  });
});
