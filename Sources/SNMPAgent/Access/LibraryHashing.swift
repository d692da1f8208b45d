import COpenSSL
import SNMPProtocol

/// The hash functions of the system's library.
struct LibraryHashing: USMHashing {
    func hash(_ algorithm: AuthenticationProtocol, _ octets: [UInt8]) -> [UInt8] {
        filled { ipd_digest(Int32(algorithm.rawValue), octets, octets.count, $0) }
    }

    func passwordHash(_ algorithm: AuthenticationProtocol, _ password: [UInt8]) -> [UInt8] {
        filled { ipd_password_digest(Int32(algorithm.rawValue), password, password.count, $0) }
    }

    private func filled(_ body: (UnsafeMutablePointer<UInt8>) -> Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Int(ipd_digest_limit)) { room, count in
            count = room.baseAddress.map(body) ?? 0
        }
    }
}
