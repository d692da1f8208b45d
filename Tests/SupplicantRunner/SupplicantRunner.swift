import Glibc
import LinkLayer
import NetworkSupport
import Snapshot

/// Authenticates on an interface by EAP-TLS once, and ends: 0 when it was let in. Benchmarks run it beside other programs.
///
/// usage: SupplicantRunner INTERFACE USER FOLDER    (FOLDER has ca.pem, device.pem and device.key)
@main
enum SupplicantRunner {
    static func main() throws {
        guard CommandLine.arguments.count == 4 else {
            print("usage: SupplicantRunner INTERFACE USER FOLDER")
            exit(2)
        }
        let (interface, user, folder) = (CommandLine.arguments[1], CommandLine.arguments[2], CommandLine.arguments[3])
        let configuration = try WiredSupplicant.configuration(
            user: user, device: (octets(folder + "/device.pem"), octets(folder + "/device.key")),
            trusted: octets(folder + "/ca.pem"))
        let supplicant = try WiredSupplicant(interface: interface, configuration)
        supplicant.linkUp()
        let isIn = try supplicant.serve { $0.method != nil || $0.lastFailure != nil }
        let status = supplicant.port.status
        print("\(status.reason), \(status.handshake?.version ?? "no TLS") \(status.handshake?.cipher ?? "")")
        exit(isIn && status.isAuthorized ? 0 : 1)
    }

    private static func octets(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "r") else { throw TestFailure("\(path) cannot be read") }
        defer { fclose(file) }
        var octets = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&octets, 1, octets.count, file)
        return Array(octets.prefix(count))
    }
}
