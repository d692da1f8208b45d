import CaptureFormats
import Foundation
import NetworkValues
import Synchronization

/// Captures into files of the state folder, in the background: they go on when whoever began them has gone.
public final class CaptureFiles: Sendable {
    /// A capture into a file.
    public struct Status: Hashable, Sendable {
        /// The number of its reader.
        public var id: UInt64
        /// The file.
        public var path: String
        /// Octets in the file.
        public var octets: UInt64
        /// The most octets that it may have.
        public var limitOctets: UInt64
        /// Why it cannot be written; empty when it can.
        public var error: String
        /// Whether it goes on.
        public var isRunning: Bool
    }

    /// Files that are known at once, those that have ended among them.
    private static let limit = 32

    private let folder: String
    private let engine: CaptureEngine
    private let now: @Sendable () -> Timestamp
    private let state = Mutex<[UInt64: Status]>([:])

    init(folder: String, engine: CaptureEngine, now: @escaping @Sendable () -> Timestamp) {
        self.folder = folder
        self.engine = engine
        self.now = now
    }

    /// How they stand, by number.
    public var all: [Status] { state.withLock { $0.values.sorted { $0.id < $1.id } } }

    /// Begins a capture into a new file of at most so many octets. Throws `CaptureError`.
    public func start(_ request: CaptureRequest, limitOctets: UInt64) throws(CaptureError) -> Status {
        let reader = try engine.open(request)
        let date = CalendarDate(now())
        let name =
            [date.year, date.month, date.day].map { Self.digits($0) }.joined() + "T"
            + [date.hour, date.minute, date.second].map { Self.digits($0) }.joined() + "Z-\(reader.id)"
        let path = "\(folder)/\(name).\(request.format == .pcapng ? "pcapng" : "pcap")"
        let file: FileHandle
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw CocoaError(.fileWriteUnknown) }
            file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        } catch {
            let engine = engine
            Task { await engine.close(reader) }
            throw CaptureError(.file, "\(path) cannot be written: \(error.localizedDescription)")
        }
        let status = Status(
            id: reader.id, path: path, octets: 0, limitOctets: limitOctets, error: "", isRunning: true)
        state.withLock { state in
            state[reader.id] = status
            for old in state.values.filter({ !$0.isRunning }).sorted(by: { $0.id < $1.id }).prefix(
                max(0, state.count - Self.limit))
            {
                state[old.id] = nil
            }
        }
        Task { await write(reader, to: file, limitOctets) }
        return status
    }

    /// Writes what the reader brings until it ends or the file is full; the file ends behind a whole packet.
    private func write(_ reader: CaptureReader, to file: FileHandle, _ limit: UInt64) async {
        var octets: [UInt8] = []
        var written: UInt64 = 0
        while await reader.read(into: &octets) {
            guard written + UInt64(octets.count) <= limit else { break }
            do {
                try file.write(contentsOf: octets)
            } catch {
                state.withLock { $0[reader.id]?.error = error.localizedDescription }
                break
            }
            written += UInt64(octets.count)
            state.withLock { $0[reader.id]?.octets = written }
        }
        await engine.close(reader)
        try? file.close()
        state.withLock { $0[reader.id]?.isRunning = false }
    }

    private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
