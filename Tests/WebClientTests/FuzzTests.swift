import Foundation
import Synchronization
import Testing

@testable import WebClient

/// What servers send may be anything: readers end, and what they find is within bounds.
///
/// `IPDECT_FUZZ_INPUTS` says how many inputs; responses over sockets are a two-hundredth of that.
@Suite struct `Whatever comes` {
    static let inputs = ProcessInfo.processInfo.environment["IPDECT_FUZZ_INPUTS"].flatMap { Int($0) } ?? 200_000

    /// A small generator with a seed (SplitMix64).
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
            return value ^ value >> 31
        }

        /// One of the texts with some of its octets changed.
        mutating func changed(_ texts: [String]) -> [UInt8] {
            var octets = Array((texts.randomElement(using: &self) ?? "").utf8)
            for _ in 0..<Int.random(in: 0...4, using: &self) {
                guard !octets.isEmpty else { break }
                let place = Int.random(in: 0..<octets.count, using: &self)
                switch Int.random(in: 0..<6, using: &self) {
                case 0: octets[place] = UInt8.random(in: .min ... .max, using: &self)
                case 1: octets[place] ^= 1 << UInt8.random(in: 0...7, using: &self)
                case 2: octets.remove(at: place)
                case 3: octets.insert(Array("\",= \\\r\n:;/?%#[]".utf8).randomElement(using: &self) ?? 0, at: place)
                case 4:
                    let end = min(octets.count, place + Int.random(in: 1...20, using: &self))
                    octets.insert(contentsOf: octets[place..<end], at: place)
                default: octets.removeSubrange(place..<min(octets.count, place + 8))
                }
            }
            return octets
        }
    }

    private static let challenges = [
        #"Digest realm="a, \"b\"", nonce="n/+==", qop="auth,auth-int", algorithm=SHA-256, opaque="o", stale=true"#,
        #"Basic realm="simple", Digest realm=x, nonce = "y" , qop=auth, Negotiate abc/+==, NTLM"#,
        #"Newauth realm="apps", type=1, title="Login to \"apps\"", Basic realm="simple""#,
    ]

    @Test func `as a challenge is read within bounds`() {
        var random = Generator(state: 1)
        var answered = 0
        for _ in 0..<Self.inputs {
            let field = String(decoding: random.changed(Self.challenges), as: UTF8.self)
            let found = Challenge.all(in: [field])
            #expect(found.count <= Challenge.limit)
            for challenge in found {
                #expect(challenge.parameters.count <= Challenge.limit)
                guard
                    let session = DigestSession(challenge, user: "u\"ser", password: "p", clientNonce: "c"),
                    let answer = session.authorization(method: "GET", target: "/", body: nil)
                else { continue }
                answered += 1
                // What goes into our header cannot end it, whatever the server sent.
                #expect(answer.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f })
            }
        }
        #expect(answered > Self.inputs / 10)
    }

    private static let urls = [
        "http://example.org:8080/a/b?c=d#e", "https://[2001:db8::1]:443/%20", "http://1.2.3.4/../x/./y//z?q", "//h:1/p",
        "../../a?b", "http://user:pass@host/",
    ]

    @Test func `as a URL becomes one that can be sent, or none`() throws {
        var random = Generator(state: 2)
        let base = try WebURL("http://base/x/y?z")
        var good = 0
        for _ in 0..<Self.inputs {
            let text = String(decoding: random.changed(Self.urls), as: UTF8.self)
            guard let url = try? base.resolving(text) else { continue }
            good += 1
            #expect(url.target.utf8.allSatisfy { 0x21...0x7e ~= $0 } && url.target.hasPrefix("/"))
            #expect(1...65_535 ~= url.port && !url.host.isEmpty)
            #expect(try WebURL(url.description) == url)
        }
        #expect(good > Self.inputs / 10)
    }

    private static let responses = [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nT: u\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nto the end",
        "HTTP/1.1 302 Found\r\nLocation: ../x/y?z\r\nKeep-Alive: timeout=5, max=10\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.0 204 No Content\r\n\r\n",
    ]

    @Test(.timeLimit(.minutes(10))) func `as a response is a response or an error`() async throws {
        let random = Mutex(Generator(state: 3))
        let counts = try await ScriptedServer.run { connection in
            while true {
                _ = try await connection.head()
                try await connection.send(octets: random.withLock { $0.changed(Self.responses) })
                if connection.number % 2 == 0 { return }
            }
        } _: { port in
            let client = makeClient(credentials: [try credentials(port)]) {
                $0.headerLimit = .milliseconds(100)
                $0.bodyIdleLimit = .milliseconds(100)
                $0.bodyLimitBytes = 1024
            }
            return await withTaskGroup(of: (responses: Int, errors: Int).self) { group in
                for task in 0..<8 {
                    group.addTask { await Self.ask(client, port, "/\(task)", count: Self.inputs / 200 / 8) }
                }
                return await group.reduce(into: (responses: 0, errors: 0)) {
                    $0.responses += $1.responses
                    $0.errors += $1.errors
                }
            }
        }
        #expect(counts.responses > 0 && counts.errors > 0)
    }

    /// Sends requests one after the other, and counts what they came to.
    private static func ask(_ client: WebClient, _ port: Int, _ path: String, count: Int) async -> (
        responses: Int, errors: Int
    ) {
        var counts = (responses: 0, errors: 0)
        for number in 0..<count {
            do {
                let response = try await client.perform(WebRequest(), at: try url(port, "\(path)/\(number)"))
                #expect(200..<600 ~= response.status && response.body.count <= 1024)
                counts.responses += 1
            } catch {
                #expect(error is WebClientError)
                counts.errors += 1
            }
        }
        return counts
    }
}
