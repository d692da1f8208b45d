import NetworkValues
import Synchronization
import Testing

@testable import AgentRuntime
@testable import TLSKit

/// Alerts of TLS become few events.
struct PeerGateTests {
    private static let start = Timestamp(seconds: 1_800_000_000)

    private static func key(_ peer: String, _ event: String = "0x000c0128", _ purpose: String = "HTTPS") -> PeerGate.Key
    {
        PeerGate.Key(event, peer: peer, purpose: purpose)
    }

    @Test func `the same of a peer passes once a minute, and the next one counts the rest`() {
        var gate = PeerGate()
        #expect(gate.take(Self.key("10.0.0.7:1024"), at: Self.start) == 0)
        for port in 1025..<1125 {
            #expect(gate.take(Self.key("10.0.0.7:\(port)"), at: Self.start.adding(seconds: 59)) == nil)
        }
        #expect(gate.take(Self.key("10.0.0.7:9"), at: Self.start.adding(seconds: 60)) == 100)
        #expect(gate.take(Self.key("10.0.0.7:9"), at: Self.start.adding(seconds: 120)) == 0)
    }

    @Test func `another peer, event or purpose has a minute of its own, another port has not`() {
        var gate = PeerGate()
        for key in [
            Self.key("10.0.0.7:1"), Self.key("10.0.0.8:1"), Self.key("10.0.0.7:1", "0x000c012a"),
            Self.key("10.0.0.7:1", "0x000c0128", "log relay"), Self.key("[2001:db8::1]:1"), Self.key("2001:db8::2"),
            Self.key("log.example:6514"),
        ] {
            #expect(gate.take(key, at: Self.start) == 0)
        }
        for peer in ["10.0.0.7:2", "10.0.0.8", "[2001:db8::1]:2", "2001:db8::2", "log.example:1"] {
            #expect(gate.take(Self.key(peer), at: Self.start) == nil, "\(peer)")
        }
        #expect(gate.take(Self.key("2001:db8::3"), at: Self.start) == 0)
    }

    @Test func `peers without a place share one, and nothing is left out of the count`() {
        var gate = PeerGate()
        var passed: UInt64 = 0
        var counted: UInt64 = 0
        for round in 0..<3 {
            let now = Self.start.adding(seconds: Int64(round) * 60)
            for peer in 0..<10_000 {
                guard let held = gate.take(Self.key("10.\(round).\(peer / 250).\(peer % 250)"), at: now) else {
                    continue
                }
                passed += 1
                counted += held
            }
        }
        #expect(passed <= 3 * UInt64(PeerGate.limit + 1))
        // What is held back of those without a place comes up with the next of them.
        var last: UInt64 = 0
        let end = Self.start.adding(seconds: 1000)
        for peer in 0...PeerGate.limit { last += gate.take(Self.key("192.0.2.\(peer)"), at: end) ?? 0 }
        #expect(passed + counted + last == 30_000)
    }

    @Test func `a clock that is set back silences nothing for long`() {
        var gate = PeerGate()
        #expect(gate.take(Self.key("10.0.0.7"), at: Self.start) == 0)
        #expect(gate.take(Self.key("10.0.0.7"), at: Self.start.adding(seconds: -3600)) == 0)
    }

    @Test func `a scan becomes one event, and what the queue has no room for is counted later`() async {
        let time = Mutex(Self.start)
        let queue = AlertQueue(now: { time.withLock { $0 } })
        func alert(_ peer: String) -> TLSAlert {
            TLSAlert(direction: .sent, number: 40, isFatal: true, peer: peer, purpose: "log relay")
        }
        for port in 1...1000 { queue.take(alert("10.0.0.7:\(port)")) }
        queue.take(TLSAlert(direction: .sent, number: 0, isFatal: false, peer: "10.0.0.7:1", purpose: "log relay"))
        time.withLock { $0 = $0.adding(seconds: 61) }
        queue.take(alert("10.0.0.7:1"))
        var entries = queue.entries.makeAsyncIterator()
        #expect(await entries.next()?.text == "The alert handshake_failure was sent to 10.0.0.7:1 (log relay)")
        #expect(
            await entries.next()?.text
                == "The alert handshake_failure was sent to 10.0.0.7:1 (log relay); 999 more like it since the last event"
        )
        // Nobody takes them out: one for each of the first peers, and then the queue is full.
        for round in 0..<2 {
            for peer in 0..<200 { queue.take(alert("10.1.\(round).\(peer):1")) }
            time.withLock { $0 = $0.adding(seconds: 61) }
        }
        for _ in 0..<AlertQueue.limit { _ = await entries.next() }
        queue.take(alert("10.1.1.199:1"))
        #expect(await entries.next()?.held == 1)
    }

    @Test func `rejections come up in the log as seldom`() {
        let queue = AlertQueue(now: { Self.start })
        let reason = CertificateRejection(number: 18)
        #expect(queue.letsPass(reason, peer: "10.0.0.7", purpose: "log relay"))
        #expect(!queue.letsPass(reason, peer: "10.0.0.7", purpose: "log relay"))
        #expect(queue.letsPass(CertificateRejection(number: 10), peer: "10.0.0.7", purpose: "log relay"))
    }
}
