import LinkProtocols
import NetworkSupport
import Snapshot
import TLSKit
import Testing

@testable import LinkLayer

/// The supplicant's port must take anything.
struct EAPTLSFuzzTests {
    private let certificates: TestCertificates

    init() throws {
        certificates = try TestCertificates()
        try certificates.issue("server", usages: "serverAuth")
        try certificates.issue("device", usages: "clientAuth")
    }

    /// A small generator with a seed (SplitMix64).
    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
    }

    @Test(arguments: Version.allCases)
    func `records of nonsense end in a refusal, never in an open port`(_ version: Version) throws {
        var random = SplitMix(state: version == .tls12 ? 1 : 2)
        let configuration = try certificates.supplicant()
        for round in 0..<1500 {
            let authenticator = TestAuthenticator(.tls(try certificates.sharedServer(version)))
            let exchange = Exchange(authenticator)
            authenticator.patience = round % 5
            try exchange.connect(configuration)
            for _ in 0..<8 {
                let count = Int.random(in: 0...200, using: &random)
                let records = (0..<count).map { (place: Int) -> UInt8 in
                    // Often the head of a record that TLS would take.
                    guard place < 3, round % 2 == 0 else { return UInt8.random(in: 0...255, using: &random) }
                    return place == 0 ? UInt8.random(in: 20...23, using: &random) : 3
                }
                let flags: UInt8 = [0, 0, 0x80, 0x40, 0xc0, 0x20].randomElement(using: &random) ?? 0
                try exchange.carryDeaf(authenticator.request([13, flags] + records))
            }
            try exchange.carryDeaf(authenticator.end(true))
            #expect(!exchange.status.isAuthorized, "round \(round): \(exchange.status)")
        }
    }

    @Test(arguments: Version.allCases)
    func `a conversation with changed octets is survived`(_ version: Version) throws {
        var random = SplitMix(state: version == .tls12 ? 3 : 4)
        let configuration = try certificates.supplicant()
        for _ in 0..<600 {
            let authenticator = TestAuthenticator(.tls(try certificates.sharedServer(version)))
            let exchange = Exchange(authenticator)
            exchange.port.configure(configuration, now: exchange.now)
            exchange.port.linkUp(now: exchange.now)
            let changed = Int.random(in: 0...6, using: &random)
            for step in 0..<40 {
                let sent = exchange.takeSent()
                guard !sent.isEmpty else { break }
                for frame in sent.flatMap({ (try? authenticator.receive($0)) ?? [] }) {
                    var frame = frame
                    if step == changed {
                        for _ in 0..<Int.random(in: 1...4, using: &random) {
                            frame[Int.random(in: 14..<frame.count, using: &random)] = UInt8.random(
                                in: 0...255, using: &random)
                        }
                    }
                    exchange.port.receive(frame.span, now: exchange.now)
                }
            }
            // Open only when both sides say so.
            #expect(!exchange.status.isAuthorized || authenticator.outcomes.last == true)
        }
    }
}

extension Exchange {
    /// Carries frames to the supplicant, whose answers nobody hears.
    func carryDeaf(_ frames: [[UInt8]]) throws {
        for frame in frames { port.receive(frame.span, now: now) }
        _ = takeSent()
    }
}
