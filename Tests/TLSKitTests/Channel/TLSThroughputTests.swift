import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import TLSKit

/// How fast the handler is on one core, with AES-256-GCM, the slowest of the modern suites. Measured and said only with
/// `IPDECT_TLS_MEGABYTES`, which says how much; without it the way is only walked.
@Suite(.serialized)
struct TLSThroughputTests {
    private static let megabytes = ProcessInfo.processInfo.environment["IPDECT_TLS_MEGABYTES"].flatMap { Int($0) }

    @Test(arguments: [200, 16_384, 262_144, 1_048_576])
    func `what goes in comes out, in blocks of any size`(_ size: Int) async throws {
        let workshop = try CertificateWorkshop()
        try await workshop.makeServer()
        let pair = try TLSPair(client: workshop.client(), server: workshop.server())
        try pair.carry()
        let session = try await pair.handler.handshake.get()
        let total = (Self.megabytes ?? 4) << 20
        let block = ByteBuffer(repeating: 0x5a, count: size)
        // As many blocks as make a megabyte go with one flush.
        let batch = max(1, (1 << 20) / size)
        var (sealing, opening) = (Duration.zero, Duration.zero)
        var (sent, received) = (0, 0)
        let clock = ContinuousClock()
        while sent < total {
            sealing += clock.measure {
                for _ in 0..<batch { pair.client.write(block, promise: nil) }
                pair.client.flush()
            }
            sent += batch * size
            let wire = try TLSPair.wire(of: pair.client)
            opening += try clock.measure {
                // As a socket gives it.
                for var buffer in wire {
                    while buffer.readableBytes > 0, let part = buffer.readSlice(length: min(65_536, buffer.readableBytes)) {
                        try pair.server.writeInbound(part)
                    }
                }
            }
            while let buffer = try pair.server.readInbound(as: ByteBuffer.self) { received += buffer.readableBytes }
        }
        #expect(received == sent)
        if Self.megabytes != nil {
            print("\(session.cipher), \(size) octets: sealed \(Self.rate(sent, sealing)), opened \(Self.rate(sent, opening)) MB/s")
        }
        pair.finish()
    }

    private static func rate(_ octets: Int, _ time: Duration) -> Int {
        Int(Double(octets) / 1e6 / (time / .seconds(1)))
    }
}
