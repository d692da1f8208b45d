import CaptureFormats
import Foundation
import Logging
import NetworkValues
import Synchronization
import Testing

@testable import PacketCapture

/// A logger that says nothing.
let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

/// A spool in a folder of its own, gone with it.
final class SpoolBench: Sendable {
    static let device = MACAddress(rawValue: 0x0200_00ab_cdef)
    /// 2027-01-15T08:00:00Z.
    static let start = Timestamp(seconds: 1_800_000_000)

    let folder: String
    private let told = Mutex<[SpoolLoss]>([])

    /// In memory where that is possible: tests that wait for a busy disk hold up all others. `isOnDisk` is for much.
    init(isOnDisk: Bool = false) throws {
        let memory = "/dev/shm"
        let isInMemory = !isOnDisk && FileManager.default.isWritableFile(atPath: memory)
        folder = (isInMemory ? memory + "/" : NSTemporaryDirectory()) + "spool-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What was told of losses.
    var losses: [SpoolLoss] { told.withLock { $0 } }

    /// Opens the spool. Its limits are far away unless they are given.
    func open(
        size: UInt64 = 1_000_000, limit: UInt64 = 100_000_000, minutes: Int = 5, at now: Timestamp = start,
        isUnclean: Bool = false, begins: Bool = true
    ) throws -> CaptureSpool {
        let spool = try CaptureSpool(
            folder: folder, SpoolLimits(segmentOctets: size, spoolOctets: limit, crashMinutes: minutes), at: now,
            restartedUnexpectedly: isUnclean, logger: silent,
            onLoss: { [weak self] loss in self?.told.withLock { $0.append(loss) } })
        if begins { spool.begin(header: Packets.header(), device: Self.device, at: now) }
        return spool
    }

    /// The files in the folder, without that of the serial.
    var files: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0 != "serial" }.sorted()
    }

    /// The octets of a file.
    func octets(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))
    }

    /// Writes a file by hand.
    func put(_ octets: [UInt8], as name: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(octets).write(to: URL(fileURLWithPath: folder + "/" + name))
    }

    /// The numbers of the packets in a file.
    func numbers(_ name: String) throws -> [UInt64] { try Packets.numbers(octets(name)) }
}

/// Packets with numbers.
enum Packets {
    /// The header of a file.
    static func header(_ linkType: LinkType = .ethernet) -> [UInt8] {
        var octets: [UInt8] = []
        PcapHeader(linkType: linkType).append(to: &octets)
        return octets
    }

    /// A record whose packet is its number and zeros, `length` octets.
    static func record(_ number: UInt64, length: Int = 60, at time: Timestamp = SpoolBench.start) -> [UInt8] {
        var packet = [UInt8](repeating: 0, count: length)
        for place in 0..<8 { packet[place] = UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64(place))) }
        var octets: [UInt8] = []
        PcapWriter(PcapHeader(linkType: .ethernet)).append(
            packet.span, at: PacketTime(nanoseconds: UInt64(time.milliseconds) * 1_000_000), originalLength: length,
            to: &octets)
        return octets
    }

    /// Records one after the other.
    static func chunk(_ numbers: Range<UInt64>, length: Int = 60, at time: Timestamp = SpoolBench.start) -> [UInt8] {
        numbers.flatMap { record($0, length: length, at: time) }
    }

    /// The numbers of the packets in a file, all of which must be whole.
    static func numbers(_ octets: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws -> [UInt64] {
        var reader = PcapReader()
        var numbers: [UInt64] = []
        var place = 0
        while let record = try reader.next(in: octets.span, at: &place) {
            numbers.append(octets[record.octets].prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
        }
        #expect(place == octets.count, "the file does not end with a whole packet", sourceLocation: sourceLocation)
        return numbers
    }
}

/// A time that stands until it is moved.
final class HandClock: Sendable {
    private let time = Mutex(SpoolBench.start)

    var now: Timestamp { time.withLock { $0 } }

    func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// Asks again and again until something is so, at most `seconds`.
func eventually(within seconds: Double = 120, _ isSo: @Sendable () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now.advanced(by: .seconds(seconds))
    while ContinuousClock.now < end {
        if try await isSo() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return try await isSo()
}

/// Expects something to become so within two minutes, which a busy machine may need.
func expectSoon(
    sourceLocation: SourceLocation = #_sourceLocation, _ isSo: @Sendable () async throws -> Bool
) async throws {
    let isTrue = try await eventually(within: 120, isSo)
    #expect(isTrue, "it did not become so", sourceLocation: sourceLocation)
}
