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
        let session = try #require(pair.told.sessions.first)
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
            // As a socket gives it.
            let parts = try TLSPair.wire(of: pair.client).flatMap { buffer in
                stride(from: 0, to: buffer.readableBytes, by: 65_536).compactMap {
                    buffer.getSlice(at: buffer.readerIndex + $0, length: min(65_536, buffer.readableBytes - $0))
                }
            }
            opening += clock.measure {
                for part in parts { pair.server.pipeline.fireChannelRead(part) }
                pair.server.pipeline.fireChannelReadComplete()
            }
            while let buffer = try pair.server.readInbound(as: ByteBuffer.self) { received += buffer.readableBytes }
        }
        #expect(received == sent)
        if Self.megabytes != nil {
            print(
                "\(session.cipher), \(size) octets: sealed \(Self.rate(sent, sealing)), opened \(Self.rate(sent, opening)) MB/s"
            )
        }
        pair.finish()
    }

    private static func rate(_ octets: Int, _ time: Duration) -> Int {
        Int(Double(octets) / 1e6 / (time / .seconds(1)))
    }
}
