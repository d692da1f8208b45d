import NetworkValues
import Settings
import Testing

@testable import WebAccess

struct AuthorizationFieldTests {
    private func basic(_ octets: [UInt8]) -> String { "Basic " + Base64.encode(octets, .standard) }

    private let digest =
        "Digest username=\"anna\", realm=\"ipdect-agent\", nonce=\"n\", uri=\"/api/v1/status\", algorithm=SHA-256, nc=0000000a, "
        + "cnonce=\"c\", qop=auth, response=\"\(String(repeating: "0f", count: 32))\""

    @Test func `Basic has a name up to the first colon, and a password in UTF-8`() throws {
        guard
            case .basic(let name, let password) = try AuthorizationField(
                "basic   " + basic(Array("zoë:pä:ss".utf8)).dropFirst(6))
        else {
            Issue.record("no Basic")
            return
        }
        #expect(name == "zoë" && password.revealed == "pä:ss")
    }

    @Test func `what is malformed is refused without being repeated`() {
        let wrong = [
            "", "Basic", "Basic ", "Basic !!!!", "Negotiate abcd", basic(Array("no colon".utf8)),
            basic([0xff, 0x3a, 0xfe]),
            basic(Array("a\u{0}:b".utf8)), "Basic a\nb", "Bearer", "Bearer sec ret", "Bearer sec,ret",
            "Bearer " + String(repeating: "s", count: 257), "Basic " + String(repeating: "A", count: 9000),
            "Digest", "Digest username", "Digest username=\"anna", "Digest username=anna username=bert",
            digest.replacing("SHA-256", with: "SHA-512-256"), digest.replacing("qop=auth", with: "qop=auth-int"),
            digest.replacing("0000000a", with: "00000000"), digest.replacing("0000000a", with: "a"),
            digest.replacing("0000000a", with: "+000000a"), digest.replacing("0f0f", with: "0f"),
            digest + ", nonce=\"m\"",
            digest + ", userhash=true", digest.replacing("username=", with: "user="),
            digest.replacing("username=\"anna\"", with: "username*=ISO-8859-1''anna"),
            digest.replacing("username=\"anna\"", with: "username*=UTF-8''%zz"),
            digest + ", username*=UTF-8''anna", digest.replacing("cnonce", with: "other"),
        ]
        for text in wrong {
            let error = #expect(throws: AuthorizationFieldError.self, "\(text)") { try AuthorizationField(text) }
            let message = error?.message ?? ""
            #expect(!message.contains("anna") && !message.contains("ret") && !message.isEmpty)
        }
    }

    @Test func `Digest is read with blanks, quotes and escapes wherever they may stand`() throws {
        let field =
            "DIGEST  username = \"an\\\"na\" ,realm=ipdect-agent,, nonce=\"n\",uri=\"/a,b\", NC=0000000A, cnonce=\"\", qop=\"auth\","
            + " response=\(String(repeating: "aB", count: 16)), unknown=1"
        guard case .digest(let answer) = try AuthorizationField(field) else {
            Issue.record("no Digest")
            return
        }
        #expect(answer.name == "an\"na" && answer.uri == "/a,b" && answer.count == 10 && answer.function == .md5)
        guard
            case .digest(let extended) = try AuthorizationField(
                digest.replacing("username=\"anna\"", with: "username*=utf-8'de'zo%C3%AB"))
        else {
            Issue.record("no Digest")
            return
        }
        #expect(extended.name == "zoë")
    }

    @Test func `forty thousand mutated fields are read without harm`() {
        let seeds = [digest, basic(Array("anna:a good password".utf8)), "Bearer " + String(repeating: "a", count: 43)]
        var mutations = Mutations(seed: 42)
        var read = 0
        for round in 0..<40_000 {
            let text = mutations.mutated(seeds[round % seeds.count])
            do throws(AuthorizationFieldError) {
                _ = try AuthorizationField(text)
                read += 1
            } catch {
                #expect(error.message.utf8.count < 100)
            }
        }
        #expect(read > 1000 && read < 39_000)
    }

    @Test func `nonces are good once for each count, for five minutes, and by this process only`() {
        let key = ProcessKey(SecureRandom.octets)
        var nonces = DigestNonces(key: key, random: SecureRandom.octets)
        let start = Timestamp(seconds: 1_800_000_000)
        let nonce = nonces.make(at: start)
        #expect(nonce != nonces.make(at: start))
        #expect(nonces.use(nonce, count: 1, at: start) == .good)
        #expect(nonces.use(nonce, count: 1, at: start) == .replayed)
        // Requests may overtake each other, but none comes twice.
        #expect(nonces.use(nonce, count: 5, at: start) == .good)
        #expect(nonces.use(nonce, count: 3, at: start) == .good)
        #expect(nonces.use(nonce, count: 3, at: start) == .replayed)
        #expect(nonces.use(nonce, count: 69, at: start) == .good)
        #expect(nonces.use(nonce, count: 5, at: start) == .replayed)
        #expect(nonces.use(nonce, count: 4, at: start) == .replayed)
        #expect(nonces.use(nonce, count: 6, at: start) == .good)
        #expect(nonces.use(nonce, count: .max, at: start) == .good)
        #expect(nonces.use(nonce, count: 70, at: start) == .replayed)
        #expect(nonces.use(nonce, count: .max - 64, at: start) == .good)
        #expect(nonces.use(nonce, count: .max - 65, at: start) == .replayed)
        #expect(nonces.use(nonces.make(at: start), count: 1, at: start.adding(seconds: 300)) == .good)
        #expect(nonces.use(nonces.make(at: start), count: 1, at: start.adding(milliseconds: 300_001)) == .stale)
        #expect(nonces.use(nonces.make(at: start), count: 1, at: start.adding(seconds: -1)) == .stale)
        var others = DigestNonces(key: ProcessKey(SecureRandom.octets), random: SecureRandom.octets)
        #expect(others.use(nonce, count: 9, at: start) == .stale)
        #expect(others.use("", count: 9, at: start) == .stale)
        #expect(others.use(String(repeating: "A", count: 43), count: 9, at: start) == .stale)
    }

    @Test func `a nonce that was forgotten is not taken again`() {
        var nonces = DigestNonces(key: ProcessKey(SecureRandom.octets), random: SecureRandom.octets)
        let start = Timestamp(seconds: 1_800_000_000)
        let first = nonces.make(at: start)
        #expect(nonces.use(first, count: 1, at: start) == .good)
        for number in 1...DigestNonces.limit {
            let now = start.adding(milliseconds: Int64(number))
            #expect(nonces.use(nonces.make(at: now), count: 1, at: now) == .good)
        }
        #expect(nonces.use(first, count: 1, at: start.adding(seconds: 2)) == .stale)
        #expect(nonces.use(first, count: 2, at: start.adding(seconds: 2)) == .stale)
    }
}
