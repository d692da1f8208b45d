import CaptureFormats
import Glibc
import NetworkValues

/// The trace before a crash: the packets of the last minutes before the last one, out of the files that the spool still
/// has. Those are kept for that long although the server has them, so that nothing is written twice while all is well.
struct CrashTrace {
    /// The name of the file that it becomes.
    let name: SegmentName
    /// The files that it is taken from, oldest first.
    private(set) var sources: [SpoolSegment] = []
    /// Octets of the whole trace, with the header.
    private(set) var octets = UInt64(PcapHeader.length)
    /// The octets of each source in it.
    private var parts: [UInt64] = []
    private let folder: SpoolFolder
    private let header: [UInt8]
    private let start: PacketTime
    private let end: PacketTime

    /// Looks for the trace in the files of a spool, which are whole; `nil` when they have no packet. `milliseconds` is how
    /// far before the last packet it begins.
    init?(_ folder: SpoolFolder, _ segments: [SpoolSegment], milliseconds: Int64) {
        let candidates = segments.filter { !$0.name.isCrash }
        guard let last = candidates.last(where: { !$0.isEmpty }),
            let whole = try? SegmentScanner.scan(folder.file(of: last)), let end = whole.lastTime
        else { return nil }
        let before = UInt64(max(0, milliseconds)) * 1_000_000
        let start = PacketTime(nanoseconds: end.nanoseconds - min(end.nanoseconds, before))
        self.folder = folder
        (header, self.start, self.end) = (whole.header, start, end)
        name = last.name.crash(at: Timestamp(milliseconds: Int64(clamping: end.nanoseconds / 1_000_000)))
        // A crash right behind a crash has nothing new to tell.
        guard !segments.contains(where: { $0.name == name }) else { return nil }
        find(among: candidates.filter { !$0.isEmpty })
    }

    private mutating func find(among candidates: [SpoolSegment]) {
        for segment in candidates.reversed() {
            let head = try? SegmentScanner.scan(folder.file(of: segment)) { _, _ in false }
            // Packets of another kind of interface cannot stand in the same file.
            guard let head, head.header == header, let first = head.firstTime else { break }
            sources.insert(segment, at: 0)
            if first < start { break }
        }
        for source in sources {
            var part: UInt64 = 0
            _ = try? SegmentScanner.scan(folder.file(of: source)) { record, content in
                if record.time >= start { part += UInt64(content.count) }
                return true
            }
            parts.append(part)
            octets += part
        }
    }

    /// Leaves out the oldest files that are not needed for `limit` octets.
    mutating func shorten(to limit: UInt64) {
        while let first = parts.first, octets - first >= limit, parts.count > 1 {
            octets -= first
            parts.removeFirst()
            sources.removeFirst()
        }
    }

    /// Writes the trace, or as much of its end as `limit` octets take, into the folder; `nil` when that is nothing. It is
    /// on the disk when this returns. Throws `CaptureError`, and leaves nothing behind then.
    func write(upTo limit: UInt64) throws(CaptureError) -> SpoolSegment? {
        let path = folder.file(name.text + SpoolFolder.unfinished)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SpoolFolder.failure("cannot make \(path)") }
        defer { close(descriptor) }
        do throws(CaptureError) {
            let (written, packets) = try write(to: descriptor, leavingOut: octets - min(octets, limit), path)
            guard packets > 0 else {
                unlink(path)
                return nil
            }
            guard fdatasync(descriptor) == 0, rename(path, folder.file(name.text)) == 0 else {
                throw SpoolFolder.failure("cannot write \(path)")
            }
            folder.sync()
            let time = Timestamp(milliseconds: Int64(clamping: end.nanoseconds / 1_000_000))
            return SpoolSegment(
                name: name, state: .waiting, octets: written, packets: packets, closedAt: time, refreshedAt: time)
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Copies the packets, without the oldest ones of together `excess` octets.
    private func write(
        to descriptor: Int32, leavingOut excess: UInt64, _ path: String
    ) throws(CaptureError) -> (octets: UInt64, packets: UInt64) {
        var (buffer, skipped, written, packets) = (header, UInt64(0), UInt64(0), UInt64(0))
        var failure: CaptureError?
        func flush() {
            guard failure == nil, !buffer.isEmpty else { return }
            if Glibc.write(descriptor, buffer, buffer.count) != buffer.count {
                failure = SpoolFolder.failure("cannot write \(path)")
            }
            written += UInt64(buffer.count)
            buffer.removeAll(keepingCapacity: true)
        }
        for source in sources {
            _ = try SegmentScanner.scan(folder.file(of: source)) { record, content in
                guard record.time >= start else { return true }
                guard skipped >= excess else {
                    skipped += UInt64(content.count)
                    return true
                }
                content.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
                packets += 1
                if buffer.count >= 1 << 20 { flush() }
                return failure == nil
            }
        }
        flush()
        if let failure { throw failure }
        return (written, packets)
    }
}
