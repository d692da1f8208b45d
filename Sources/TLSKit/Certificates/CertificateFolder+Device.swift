extension CertificateFolder {
    /// Puts a device certificate in place. Key and chain are two files, so both are written to one first: with that the
    /// change is decided.
    func install(_ device: DeviceCertificate, closesRequest: Bool) throws(TLSError) {
        try decide(device, closesRequest: closesRequest)
        try finish(device, closesRequest: closesRequest)
    }

    /// Writes the change down. From here on it is made, at the next start at the latest.
    func decide(_ device: DeviceCertificate, closesRequest: Bool) throws(TLSError) {
        var file = try device.changeFile(closesRequest: closesRequest)
        defer { file.wipe() }
        try write(file, to: .next)
    }

    /// Does what was decided; doing it twice does no harm.
    func finish(_ device: DeviceCertificate, closesRequest: Bool) throws(TLSError) {
        var key = try DeviceCertificate.keyFile(device.identity.key)
        defer { key.wipe() }
        try write(key, to: .deviceKey)
        try write(device.chainFile, to: .device)
        if closesRequest {
            try remove(.request)
            try remove(.requestKey)
        }
        try remove(.next)
    }

    /// Keeps a signing request. The request comes last and goes first, for a request without its key is of no use.
    func keep(_ request: SigningRequest) throws(TLSError) {
        var key = try DeviceCertificate.keyFile(request.key)
        defer { key.wipe() }
        try remove(.request)
        try write(key, to: .requestKey)
        try write(Array(request.pem.utf8), to: .request)
    }

    /// Discards the signing request.
    func discardRequest() throws(TLSError) {
        try remove(.request)
        try remove(.requestKey)
    }
}
