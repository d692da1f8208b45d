import COpenSSL

extension [UInt8] {
    /// Copies octets that the shim gave, and frees the shim's; `nil` for none.
    init?(taking octets: ipd_octets) {
        guard let data = octets.data else { return nil }
        self = Array(UnsafeBufferPointer(start: data, count: octets.length))
        ipd_octets_free(octets)
    }

    /// Overwrites the octets with zeros. Only the array that is the sole owner of its memory wipes it.
    mutating func wipe() {
        withUnsafeMutableBufferPointer { buffer in
            if let base = buffer.baseAddress { ipd_wipe(base, buffer.count) }
        }
    }
}

extension String {
    /// Copies text that the shim gave, and frees the shim's; `nil` for none. What is no UTF-8 is replaced.
    init?(taking octets: ipd_octets) {
        guard let bytes = [UInt8](taking: octets) else { return nil }
        self = String(decoding: bytes, as: UTF8.self)
    }
}

extension PrivateKey {
    /// Takes over a PKCS #8 key that the shim gave, and wipes the shim's; `nil` for none.
    init?(taking octets: ipd_octets) {
        guard let data = octets.data else { return nil }
        self.init(trustedPKCS8: UnsafeBufferPointer(start: data, count: octets.length))
        ipd_octets_free(octets)
    }
}
