import Glibc
import NIOCore
import WebClient

/// A file on its way to the server: read from the disk part by part, as often as it must be sent.
final class SegmentSource: Sendable {
    /// Octets that are read at once.
    private static let partOctets = 256 << 10

    let octets: Int
    private let descriptor: Int32

    /// Opens the first `octets` of a file; `nil` when it is not there.
    init?(_ path: String, octets: UInt64) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.octets = Int(octets)
        if descriptor < 0 { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The file as the body of a request.
    var body: WebBody {
        WebBody(length: octets) { Parts(source: self) }
    }

    /// The parts of a file.
    struct Parts: AsyncSequence {
        let source: SegmentSource

        struct AsyncIterator: AsyncIteratorProtocol {
            let source: SegmentSource
            var place = 0

            mutating func next() async throws -> ByteBuffer? {
                guard place < source.octets else { return nil }
                let (source, start) = (source, place)
                let part = try await DiskWork.run { Result { try source.read(at: start) } }.get()
                place += part.readableBytes
                return part
            }
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(source: source) }
    }

    private func read(at place: Int) throws -> ByteBuffer {
        var part = ByteBufferAllocator().buffer(capacity: Self.partOctets)
        let wanted = min(Self.partOctets, octets - place)
        let count = part.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { memory in
            var count: Int
            repeat {
                count = pread(descriptor, memory.baseAddress, wanted, off_t(place))
            } while count < 0
                && errno == EINTR
            return max(0, count)
        }
        // The spool was full, and the file gave way.
        guard count > 0 else { throw CaptureError(.file, "the file was removed while it was sent") }
        return part
    }
}
