import Glibc
import Logging
import NetworkValues
import Synchronization

extension CaptureSpool {
    /// Takes what the last run left. Files that were open are cut back to whole packets. After a crash their last minutes
    /// become a file of their own; it comes before them.
    func recover(restartedUnexpectedly: Bool) throws(CaptureError) {
        let found = try folder.segments()
        writing.withLock { $0.serial = max(folder.lastSerial(), found.map(\.name.serial).max() ?? 0) }
        var torn: [SpoolSegment] = []
        for var segment in found {
            guard segment.state == .open else {
                index.withLock { $0.add(segment) }
                continue
            }
            do throws(CaptureError) {
                try trim(&segment)
                index.withLock { [segment] in $0.add(segment) }
                torn.append(segment)
            } catch {
                logger.error("a capture file is left as it is", metadata: ["reason": "\(error)"])
            }
        }
        if restartedUnexpectedly, !torn.isEmpty { traceCrash() }
        for segment in torn { settle(segment) }
    }

    /// Cuts a file back to its last whole packet.
    private func trim(_ segment: inout SpoolSegment) throws(CaptureError) {
        let path = folder.file(of: segment)
        let extent = try SegmentScanner.scan(path)
        if extent.octets < segment.octets {
            logger.notice(
                "a capture file was cut back to its last whole packet",
                metadata: [
                    "file": "\(segment.name.text)", "octets": "\(extent.octets)",
                    "removed": "\(segment.octets - extent.octets)",
                ])
            truncate(path, off_t(extent.octets))
        }
        segment.octets = extent.octets
        segment.packets = extent.packets
    }

    /// Makes the file with the last minutes before the crash. Without room for it, the last file takes its part.
    private func traceCrash() {
        let (segments, keep) = (index.withLock { $0.segments }, index.withLock { $0.keepMilliseconds })
        guard keep > 0, var trace = CrashTrace(folder, segments, milliseconds: keep) else { return }
        let wanted = min(trace.octets, index.withLock { $0.limitOctets / 4 })
        trace.shorten(to: wanted)
        let (victims, room) = index.withLock { [trace] index in
            let victims = index.makeRoom(for: wanted, sparing: Set(trace.sources.map(\.name)))
            return (victims, min(wanted, index.limitOctets - min(index.limitOctets, index.usedOctets)))
        }
        remove(victims)
        do throws(CaptureError) {
            guard let made = try trace.write(upTo: room) else { return }
            index.withLock { $0.add(made) }
            logger.notice(
                "the trace before the crash is kept",
                metadata: ["file": "\(made.name.text)", "packets": "\(made.packets ?? 0)"])
        } catch {
            logger.error("no trace of the crash was made", metadata: ["reason": "\(error)"])
            name(trace.sources.last, as: trace.name)
        }
    }

    /// Gives the last file the name of the trace.
    private func name(_ segment: SpoolSegment?, as name: SegmentName) {
        guard let segment, rename(folder.file(of: segment), folder.file(name.text)) == 0 else { return }
        index.withLock { index in
            index.forget(segment.name)
            index.add(
                SpoolSegment(
                    name: name, state: .waiting, octets: segment.octets, packets: segment.packets,
                    closedAt: segment.closedAt, refreshedAt: segment.refreshedAt))
        }
    }

    /// A file that was open waits for the server from now on.
    private func settle(_ segment: SpoolSegment) {
        index.withLock { index in
            guard let found = index[segment.name] else { return }
            if let closed = index.close(segment.name, at: segment.closedAt) {
                _ = folder.rename(found, to: closed.state)
            } else {
                folder.remove(found)
            }
        }
    }
}
