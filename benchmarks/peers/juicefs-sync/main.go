// Command juicefs-sync is `juicefs sync` without the rest of JuiceFS: the same package with the same defaults, where the whole program cannot be
// built. It is built inside a checkout of JuiceFS; benchmarks/README.md says how.
//
//	juicefs-sync [-threads N] [-list-threads N] http://KEY:SECRET@HOST/BUCKET/ http://KEY:SECRET@HOST/BUCKET/
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"net/url"
	"strings"

	"github.com/juicedata/juicefs/pkg/object"
	"github.com/juicedata/juicefs/pkg/sync"
	"github.com/juicedata/juicefs/pkg/utils"
	"github.com/juicedata/juicefs/pkg/version"
	"github.com/sirupsen/logrus"
)

func bucket(location string) object.ObjectStorage {
	at, err := url.Parse(location)
	if err != nil {
		log.Fatal(err)
	}
	secret, _ := at.User.Password()
	name, prefix, _ := strings.Cut(strings.TrimPrefix(at.Path, "/"), "/")
	endpoint := fmt.Sprintf("%s://%s/%s", at.Scheme, at.Host, name)
	store, err := object.CreateStorage("minio", endpoint, at.User.Username(), secret, "")
	if err != nil {
		log.Fatal(err)
	}
	return object.WithPrefix(store, prefix)
}

func main() {
	threads := flag.Int("threads", 10, "objects at once")
	listThreads := flag.Int("list-threads", 1, "listings at once")
	shows := flag.Bool("version", false, "say the version")
	flag.Parse()
	if *shows {
		fmt.Println("juicefs", version.Version())
		return
	}
	utils.SetLogLevel(logrus.WarnLevel)
	config := &sync.Config{Threads: *threads, ListThreads: *listThreads, ListDepth: 1, Limit: -1, MaxFailure: -1, MaxSize: math.MaxInt64, Quiet: true, NoHTTPS: true, Env: map[string]string{}}
	if err := sync.Sync(bucket(flag.Arg(0)), bucket(flag.Arg(1)), config); err != nil {
		log.Fatal(err)
	}
}
