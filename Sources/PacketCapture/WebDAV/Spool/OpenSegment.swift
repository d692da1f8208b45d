import Glibc
import NetworkValues

/// The capture file that is written. It always ends with a whole packet, unless the machine stops in between.
struct OpenSegment: ~Copyable {
    let name: SegmentName
    let startedAt: Timestamp
    /// Octets of whole records, with the header.
    private(set) var octets: UInt64
    /// Whether something is not yet forced to the disk.
    private(set) var isDirty = true
    private let descriptor: Int32

    /// How far writing came.
    struct Written {
        /// What of it is in the file.
        var cut: RecordCutter.Cut
        /// Why not all of it is; 0 when it is.
        var code: Int32
    }

    /// Makes a file with a header. Throws `CaptureError`, and leaves nothing behind then.
    init(
        _ folder: SpoolFolder, _ name: SegmentName, header: [UInt8], at now: Timestamp
    ) throws(OpenSegment.Refusal) {
        let path = folder.file(name.text + SpoolSegment.State.open.rawValue)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal(code: errno) }
        let count = Glibc.write(descriptor, header, header.count)
        guard count == header.count else {
            let code = count < 0 ? errno : ENOSPC
            close(descriptor)
            unlink(path)
            throw Refusal(code: code)
        }
        (self.name, startedAt, self.descriptor, octets) = (name, now, descriptor, UInt64(header.count))
        folder.sync()
    }

    /// Why a file cannot be made.
    struct Refusal: Error {
        /// The system's error.
        var code: Int32
    }

    deinit { close(descriptor) }

    /// Appends whole packets: what stands in `range`. Where the disk takes only some octets, the file is cut back to the
    /// last whole packet.
    mutating func append(_ chunk: [UInt8], _ cut: RecordCutter.Cut, from start: Int) -> Written {
        let (count, code) = write(chunk, start..<cut.end)
        isDirty = true
        guard count < cut.end - start else {
            octets += UInt64(count)
            return Written(cut: cut, code: 0)
        }
        let whole = RecordCutter.cut(chunk.span, from: start, room: count)
        octets += UInt64(whole.end - start)
        ftruncate(descriptor, off_t(octets))
        return Written(cut: whole, code: code)
    }

    private func write(_ chunk: [UInt8], _ range: Range<Int>) -> (count: Int, code: Int32) {
        chunk.withUnsafeBytes { memory in
            var done = 0
            while done < range.count {
                let count = pwrite(
                    descriptor, memory.baseAddress.map { $0 + range.lowerBound + done }, range.count - done,
                    off_t(octets) + off_t(done))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return (done, count < 0 ? errno : ENOSPC) }
                done += count
            }
            return (done, 0)
        }
    }

    /// A descriptor of its own by which to force it to the disk; `nil` when that is not needed. From now on it counts as
    /// forced.
    mutating func takeDirty() -> Int32? {
        guard isDirty else { return nil }
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return nil }
        isDirty = false
        return copy
    }

    /// Forces everything to the disk and notes when the file was closed.
    borrowing func finish(at now: Timestamp) {
        let time = timespec(tv_sec: Int(now.seconds), tv_nsec: Int(now.milliseconds - now.seconds * 1000) * 1_000_000)
        futimens(descriptor, [time, time])
        fdatasync(descriptor)
    }
}
