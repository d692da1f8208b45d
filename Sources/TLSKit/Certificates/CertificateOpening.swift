import NetworkValues

/// Reads the folder of certificates at the start: finishes a change that was under way, and sets aside what is damaged.
struct CertificateOpening {
    let folder: CertificateFolder
    let standard: StandardCertificate
    let now: Timestamp
    /// What was damaged, and what became of it.
    private(set) var problems: [String] = []

    init(folder: CertificateFolder, standard: StandardCertificate, now: Timestamp) {
        self.folder = folder
        self.standard = standard
        self.now = now
    }

    /// Reads everything.
    mutating func open() throws(TLSError) -> CertificateStore.State {
        try finishChange()
        var state = CertificateStore.State(device: try device())
        state.trust = try trust()
        state.revocations = try revocations()
        state.rejected = try rejected()
        state.request = try request()
        return state
    }

    /// Sets a file aside. The words of `error` go into the report, and hold nothing of the file.
    private mutating func setAside(_ file: CertificateFolder.File, _ error: TLSError, _ consequence: String)
        throws(TLSError)
    {
        let name = try folder.setAside(file, at: now)
        problems.append(
            "The file \(folder.path(of: file)) is damaged (\(error.message)). It was set aside as \(name); \(consequence)."
        )
    }

    /// A change was decided when its file came into place; what was to follow is done again.
    private mutating func finishChange() throws(TLSError) {
        guard var file = try folder.read(.next) else { return }
        defer { file.wipe() }
        do throws(TLSError) {
            let change = try DeviceCertificate.change(file)
            try folder.finish(change.device, closesRequest: change.closesRequest)
        } catch  where error.code != .storage {
            try setAside(.next, error, "the device keeps its certificate")
        }
    }

    private mutating func device() throws(TLSError) -> DeviceCertificate {
        let chain = try folder.read(.device)
        var key = try folder.read(.deviceKey)
        defer { key?.wipe() }
        if chain != nil || key != nil {
            do throws(TLSError) {
                guard let chain, let key else {
                    throw TLSError(.malformed, "its \(chain == nil ? "certificate" : "key") is missing")
                }
                return try DeviceCertificate(chainFile: chain, key: PrivateKey(key))
            } catch {
                if chain != nil { try setAside(.device, error, "the device has its default certificate now") }
                if key != nil { try setAside(.deviceKey, error, "the device has its default certificate now") }
            }
        }
        let device = try standardDevice()
        try folder.install(device, closesRequest: false)
        return device
    }

    /// The certificate that the device made by itself, or a new one.
    mutating func standardDevice() throws(TLSError) -> DeviceCertificate {
        if var file = try folder.read(.standard) {
            defer { file.wipe() }
            do throws(TLSError) {
                let kept = try DeviceCertificate.change(file).device
                if let leaf = kept.identity.chain.first, kept.kind == .standard, leaf.notAfter > now { return kept }
            } catch {
                try setAside(.standard, error, "the device makes itself another one")
            }
        }
        let made = try standard.made(at: now)
        var file = try made.changeFile(closesRequest: false)
        defer { file.wipe() }
        try folder.write(file, to: .standard)
        return made
    }

    private mutating func trust() throws(TLSError) -> TrustList {
        var list = TrustList()
        guard let file = try folder.read(.trusted), !file.isEmpty else { return list }
        do throws(TLSError) {
            let (certificates, damaged) = try Certificate.readable(in: file)
            _ = try list.add(certificates)
            if let first = damaged.first { throw first }
        } catch {
            try setAside(
                .trusted, error, "\(list.certificates.count) trusted certificates could be read and are trusted still")
            try folder.write(Array(list.pem.utf8), to: .trusted)
        }
        return list
    }

    private mutating func revocations() throws(TLSError) -> RevocationLists {
        var lists = RevocationLists()
        guard let file = try folder.read(.revocations), !file.isEmpty else { return lists }
        do throws(TLSError) {
            let (readable, damaged) = try RevocationList.readable(in: file)
            try lists.add(readable)
            if let first = damaged.first { throw first }
        } catch {
            try setAside(
                .revocations, error,
                "\(lists.lists.count) revocation lists could be read; import the others again, or what they revoke is "
                    + "accepted")
            try folder.write(Array(lists.pem.utf8), to: .revocations)
        }
        return lists
    }

    private mutating func rejected() throws(TLSError) -> RejectedCertificates {
        guard let file = try folder.read(.rejected) else { return RejectedCertificates() }
        do throws(TLSError) {
            return try RejectedCertificates(file: file)
        } catch {
            try setAside(.rejected, error, "the list of rejected certificates is empty now")
            return RejectedCertificates()
        }
    }

    /// The request and its key. A key without a request is left from a change that was interrupted before it counted.
    private mutating func request() throws(TLSError) -> SigningRequest? {
        var key = try folder.read(.requestKey)
        defer { key?.wipe() }
        guard let request = try folder.read(.request) else {
            if key != nil { try folder.remove(.requestKey) }
            return nil
        }
        do throws(TLSError) {
            guard let key else { throw TLSError(.malformed, "its key is missing") }
            return try SigningRequest(pem: request, key: PrivateKey(key))
        } catch {
            try setAside(.request, error, "there is no signing request now")
            if key != nil { try setAside(.requestKey, error, "there is no signing request now") }
            return nil
        }
    }
}
