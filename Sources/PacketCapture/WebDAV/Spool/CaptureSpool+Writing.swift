import CaptureFormats
import Glibc
package import NetworkValues
import Synchronization
import Waking

extension CaptureSpool {
    /// Begins with what a reader hands over: `header` is the file's header, `device` the hardware address for the names.
    /// Goes on in the open file when both are as before.
    package func begin(header: [UInt8], device: MACAddress, at now: Timestamp) {
        writing.withLock { writing in
            if writing.header != header || writing.device != device { close(&writing, at: now) }
            (writing.header, writing.device) = (header, device)
            // It is there before the first packet: found at a start, it tells that a capture ran.
            if writing.segment == nil { begin(&writing, at: now) }
        }
    }

    /// Appends packets: records of pcap, the first of which begins at `start`.
    package func append(_ octets: [UInt8], from start: Int = 0, at now: Timestamp) {
        writing.withLock { writing in
            var start = start
            while start < octets.count {
                guard let end = appendSome(octets, from: start, &writing, at: now) else { return }
                start = end
            }
        }
    }

    /// Closes the open file.
    package func close(at now: Timestamp) {
        writing.withLock { close(&$0, at: now) }
    }

    // MARK: Steps

    /// Appends what fits into the open file, or into a new one. Returns how far it came; `nil` when the rest is lost.
    private func appendSome(
        _ octets: [UInt8], from start: Int, _ writing: inout Writing, at now: Timestamp
    ) -> Int? {
        let limit = limits.withLock { $0.segmentOctets }
        if writing.segment?.isOfDay(of: now) == false { rotate(&writing, at: now) }
        if writing.segment == nil { begin(&writing, at: now) }
        guard let length = writing.segment?.octets else { return lose(octets, from: start) }
        let room = Int(clamping: limit) - Int(clamping: length)
        var cut = RecordCutter.cut(octets.span, from: start, room: room)
        if cut.packets == 0 {
            let all = RecordCutter.cut(octets.span, from: start, room: .max)
            // What follows is no packet: it cannot be told where the next one begins.
            guard all.packets > 0 else { return lose(octets, from: start) }
            if length > UInt64(PcapHeader.length) {
                rotate(&writing, at: now)
                return start
            }
            // A packet that is larger than a file stands in one alone.
            cut = first(octets, from: start)
        }
        return write(octets, cut, from: start, &writing)
    }

    private func first(_ octets: [UInt8], from start: Int) -> RecordCutter.Cut {
        var room = PcapWriter.recordHeaderLength
        while true {
            let cut = RecordCutter.cut(octets.span, from: start, room: room)
            if cut.packets > 0 || start + room >= octets.count { return cut }
            room *= 2
        }
    }

    private func write(
        _ octets: [UInt8], _ cut: RecordCutter.Cut, from start: Int, _ writing: inout Writing
    ) -> Int? {
        let needed = UInt64(cut.end - start)
        let (victims, hasRoom) = index.withLock { index in
            let victims = index.makeRoom(for: needed)
            return (victims, index.usedOctets + needed <= index.limitOctets)
        }
        remove(victims)
        guard hasRoom else { return lose(octets, from: start) }
        guard let (name, written) = writing.segment?.append(octets, cut, from: start) else { return nil }
        index.withLock {
            $0.grew(name, octets: UInt64(written.cut.end - start), packets: written.cut.packets)
        }
        note(written.code)
        guard written.code != 0 else { return written.cut.end }
        // What the server has anyway is worth less than what comes now.
        if written.code == ENOSPC || written.code == EDQUOT, let victim = index.withLock({ $0.sacrifice() }) {
            folder.remove(victim)
            return written.cut.end
        }
        return lose(octets, from: written.cut.end)
    }

    private func lose(_ octets: [UInt8], from start: Int) -> Int? {
        let rest = RecordCutter.cut(octets.span, from: start, room: .max)
        lose(packets: rest.packets, octets: octets.count - start)
        return nil
    }

    // MARK: Files

    /// Begins a file, if the disk lets it.
    private func begin(_ writing: inout Writing, at now: Timestamp) {
        guard !writing.header.isEmpty else { return }
        let (header, count) = (writing.header, UInt64(writing.header.count))
        remove(index.withLock { $0.makeRoom(for: count) })
        let name = SegmentName(device: writing.device, time: now, serial: writing.serial + 1)
        while true {
            do throws(OpenSegment.Refusal) {
                writing.segment = try OpenSegment(folder, name, header: header, at: now)
                break
            } catch {
                note(error.code)
                guard error.code == ENOSPC || error.code == EDQUOT,
                    let victim = index.withLock({ $0.sacrifice() })
                else { return }
                folder.remove(victim)
            }
        }
        writing.serial += 1
        folder.keep(serial: writing.serial)
        index.withLock {
            $0.add(
                SpoolSegment(
                    name: name, state: .open, octets: count, packets: 0, closedAt: now, refreshedAt: now))
        }
    }

    /// Begins the next file before the last one is closed, so that there is always one from which a crash can be told.
    private func rotate(_ writing: inout Writing, at now: Timestamp) {
        guard let old = writing.segment.take() else { return }
        begin(&writing, at: now)
        close(old, at: now)
    }

    private func close(_ writing: inout Writing, at now: Timestamp) {
        guard let segment = writing.segment.take() else { return }
        close(segment, at: now)
    }

    private func close(_ segment: consuming OpenSegment, at now: Timestamp) {
        let name = segment.name
        segment.finish(at: now)
        index.withLock { index in
            guard let open = index[name] else { return }
            if let closed = index.close(name, at: now) {
                _ = folder.rename(open, to: closed.state)
            } else {
                folder.remove(open)
            }
        }
        news.ring()
    }
}

extension OpenSegment {
    /// Whether it was begun on the same day in UTC.
    fileprivate func isOfDay(of now: Timestamp) -> Bool {
        CalendarDate(startedAt).isSameDay(as: CalendarDate(now))
    }

    /// Appends packets, and says to which file.
    fileprivate mutating func append(
        _ octets: [UInt8], _ cut: RecordCutter.Cut, from start: Int
    ) -> (SegmentName, Written) {
        (name, append(octets, cut, from: start) as Written)
    }
}

extension CalendarDate {
    fileprivate func isSameDay(as other: CalendarDate) -> Bool {
        (year, month, day) == (other.year, other.month, other.day)
    }
}
