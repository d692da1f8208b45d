import Glibc
import NIOCore
import WebClient

/// A file of a report on its way to a server: read part by part, as often as it must be sent.
final class ReportFile: Sendable {
    private static let partOctets = 128 << 10

    let octets: Int
    private let descriptor: Int32

    /// Opens a file; `nil` when it is not there.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return nil }
        octets = Int(status.st_size)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The file as the body of a request.
    var body: WebBody {
        WebBody(length: octets) { Parts(file: self) }
    }

    struct Parts: AsyncSequence {
        let file: ReportFile

        struct AsyncIterator: AsyncIteratorProtocol {
            let file: ReportFile
            var place = 0

            mutating func next() async throws -> ByteBuffer? {
                guard place < file.octets else { return nil }
                let part = try file.read(at: place)
                place += part.readableBytes
                return part
            }
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(file: file) }
    }

    private func read(at place: Int) throws(ReportError) -> ByteBuffer {
        let wanted = min(Self.partOctets, octets - place)
        var part = ByteBufferAllocator().buffer(capacity: wanted)
        let count = part.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { memory in
            max(0, pread(descriptor, memory.baseAddress, wanted, off_t(place)))
        }
        guard count > 0 else { throw ReportError(.file, "the report was removed while it was sent") }
        return part
    }
}
