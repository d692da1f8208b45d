import CaptureFormats
import Glibc
import Logging
import NetworkValues
import PacketCapture

/// The spool's victim:
///
///     SpoolCrasher --append FOLDER SIZE   appends numbered packets without end, files of SIZE octets; to be killed
///     SpoolCrasher --fill FOLDER PACKETS  appends so many packets of 1000 octets, and frees the disk on the way
///
/// A packet is its number, eight octets with the highest first, and zeros. What is known to be on the disk is said:
/// `synced N` once all packets up to N are.
@main
struct SpoolCrasher {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            switch (arguments.first, arguments.count) {
            case ("--append", 3): try append(in: arguments[1], size: UInt64(arguments[2]) ?? 1_000_000)
            case ("--fill", 3): try fill(arguments[1], packets: UInt64(arguments[2]) ?? 1000)
            default:
                say("usage: SpoolCrasher --append FOLDER SIZE | --fill FOLDER PACKETS")
                exit(64)
            }
        } catch {
            say("failed \(error)")
            exit(1)
        }
    }

    private static func append(in folder: String, size: UInt64) throws {
        let spool = try open(folder, size: size)
        var number: UInt64 = 0
        while true {
            var chunk: [UInt8] = []
            for _ in 0..<200 {
                number += 1
                Packets.append(number, length: 60 + Int(number % 900), to: &chunk)
            }
            spool.append(chunk, at: wallClock())
            // A hundred times as often as the agent, so that there is much to compare.
            if number % 2000 == 0 {
                spool.tick(at: wallClock())
                say("synced \(number)")
            }
        }
    }

    /// Writes more than the disk takes; then somebody makes room, and it goes on.
    private static func fill(_ folder: String, packets: UInt64) throws {
        let ballast = folder + "/ballast"
        let descriptor = Glibc.open(ballast, O_WRONLY | O_CREAT, 0o600)
        let zeros = [UInt8](repeating: 0, count: 2_000_000)
        guard write(descriptor, zeros, zeros.count) == zeros.count else { throw CaptureError(.file, "no ballast") }
        close(descriptor)
        let spool = try open(folder + "/spool", size: 1_000_000)
        var appended: UInt64 = 0
        func append(_ count: UInt64) {
            for _ in 0..<(count / 50) {
                var chunk: [UInt8] = []
                for _ in 0..<50 {
                    appended += 1
                    Packets.append(appended, length: 984, to: &chunk)
                }
                spool.append(chunk, at: wallClock())
            }
        }
        append(packets)
        let full = spool.figures(at: wallClock())
        say("full \(full.droppedByDisk.packets) \(full.droppedByDisk.octets) \(full.error)")
        unlink(ballast)
        append(1000)
        let after = spool.figures(at: wallClock())
        say(
            "room \(after.droppedByDisk.packets - full.droppedByDisk.packets) \(after.error.isEmpty ? "well" : after.error)"
        )
        spool.close(at: wallClock())
        say("appended \(appended) dropped \(after.dropped.packets)")
    }

    private static func open(_ folder: String, size: UInt64) throws -> CaptureSpool {
        let spool = try CaptureSpool(
            folder: folder, SpoolLimits(segmentOctets: size, spoolOctets: 1_000_000_000, crashMinutes: 5),
            at: wallClock(), restartedUnexpectedly: false,
            logger: Logger(label: "spool", factory: { _ in SwiftLogNoOpLogHandler() }))
        spool.begin(header: Packets.header, device: MACAddress(rawValue: 0x0200_0000_0001), at: wallClock())
        return spool
    }
}

/// Packets with numbers.
enum Packets {
    static var header: [UInt8] {
        var octets: [UInt8] = []
        PcapHeader(linkType: .ethernet).append(to: &octets)
        return octets
    }

    static func append(_ number: UInt64, length: Int, to chunk: inout [UInt8]) {
        var packet = [UInt8](repeating: 0, count: length)
        for place in 0..<8 { packet[place] = UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64(place))) }
        let writer = PcapWriter(PcapHeader(linkType: .ethernet))
        let time = PacketTime(nanoseconds: UInt64(wallClock().milliseconds) * 1_000_000)
        writer.append(packet.span, at: time, originalLength: length, to: &chunk)
    }
}

/// The wall clock.
func wallClock() -> Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
}

/// Writes one line to the standard output at once.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
}
